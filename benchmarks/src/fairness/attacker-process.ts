import { setTimeout as sleep } from 'node:timers/promises';
import { serveMeasured } from '../measured-process.ts';
import { ATTACKS } from './attacks.ts';
import { startGateway } from './gateway.ts';

/** One line of the table, and where it goes. */
export interface AttackOrder {
  readonly name: string;
  readonly url: string;
  readonly token: string;
  readonly durationMs: number;
}

// The attacking caller has a process of its own, so that its work does not delay the measurement.
serveMeasured({
  startGateway,
  attack: (order) => attack(order as AttackOrder),
});

/** Keeps requests in flight for a while. Returns the number of answers by status, and of requests that got none. */
async function attack({ name, url, token, durationMs }: AttackOrder): Promise<Readonly<Record<string, number>>> {
  const found = ATTACKS.find((each) => each.name === name);
  if (!found) throw new Error(`The attack ${name} is unknown.`);
  const ending = AbortSignal.timeout(durationMs);
  const answers: Record<string, number> = {};
  let count = 0;
  const send = async () => {
    const { path, method = 'GET', body, headers, token: other = token } = found.request((count += 1));
    const response = await fetch(url + path, {
      method,
      headers: { ...(other && { Authorization: `Bearer ${other}` }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
      signal: ending,
    });
    // Reads the answer without keeping it.
    for await (const _ of response.body ?? []);
    return String(response.status);
  };
  const caller = async () => {
    while (!ending.aborted) {
      const answer = await send().catch(() => (ending.aborted ? 'not yet answered' : 'no answer'));
      answers[answer] = (answers[answer] ?? 0) + 1;
      if (answer === 'no answer') await sleep(10);
    }
  };
  await Promise.all(Array.from({ length: found.parallel }, caller));
  return answers;
}
