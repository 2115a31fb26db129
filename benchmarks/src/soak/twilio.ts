import { listAll } from '../simulator-lists.ts';

/** Every kind of fault that the simulator has, with the share of requests that it affects. */
const FAULTS = [
  { kind: 'status', status: 429, probability: 0.02 },
  { kind: 'status', status: 500, probability: 0.01 },
  { kind: 'status', status: 503, probability: 0.01 },
  { kind: 'reset', probability: 0.01 },
  { kind: 'slow', ms: 400, probability: 0.02 },
  { kind: 'truncate', probability: 0.01 },
  { kind: 'dropAfterProcessing', probability: 0.01 },
] as const;

export async function addFaults(url: string): Promise<void> {
  for (const [seed, fault] of FAULTS.entries()) {
    await control(url, { method: 'POST', body: JSON.stringify({ ...fault, seed }) });
  }
}

export async function clearFaults(url: string): Promise<void> {
  await control(url, { method: 'DELETE' });
}

async function control(url: string, init: RequestInit): Promise<void> {
  const response = await fetch(`${url}/_simulator/faults`, init);
  if (!response.ok) throw new Error(`The simulator answered ${response.status}: ${await response.text()}`);
}

/** Counts the messages by body and the phone calls by recipient, as the simulator has them. */
export async function countMade(url: string): Promise<ReadonlyMap<string, number>> {
  const made = new Map<string, number>();
  const add = (mark: unknown) => made.set(String(mark), (made.get(String(mark)) ?? 0) + 1);
  for (const { body } of await listAll(url, 'Messages', 'messages')) add(body);
  for (const { to } of await listAll(url, 'Calls', 'calls')) add(to);
  return made;
}
