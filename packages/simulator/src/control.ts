import { checkFault, type Fault, FaultError } from './faults.js';
import type { Simulator } from './simulator.js';

/** Paths under this one steer the simulator; all others are Twilio's. */
export const CONTROL_PATH = '/_simulator/';

type Control = (simulator: Simulator, body: Readonly<Record<string, unknown>>) => unknown;

const CONTROLS: Readonly<Record<string, Control>> = {
  'GET requests': ({ journal }) => ({ count: journal.count, requests: journal.requests() }),
  'DELETE requests': ({ journal }) => journal.clear(),
  'POST faults': (simulator, body) => simulator.addFault(checkFault(body as Partial<Fault> as Fault)),
  'DELETE faults': (simulator) => simulator.clearFaults(),
  'POST reset': (simulator) => simulator.reset(),
  'POST advance': (simulator, { ms }) => {
    if (typeof ms !== 'number' || !(ms >= 0))
      throw new FaultError('The body must be {"ms": <milliseconds, 0 or more>}.');
    simulator.advance(ms);
  },
};

/** Answers a control request: what it asks for, or `{}`; 400 with a sentence when it cannot be understood. */
export async function control(simulator: Simulator, request: Request): Promise<Response> {
  const name = `${request.method} ${new URL(request.url).pathname.slice(CONTROL_PATH.length)}`;
  const action = Object.hasOwn(CONTROLS, name) ? CONTROLS[name] : undefined;
  if (!action)
    return Response.json(
      { error: `There is no ${name}. There are: ${Object.keys(CONTROLS).join(', ')}.` },
      { status: 404 },
    );
  try {
    return Response.json(action(simulator, await readBody(request)) ?? {});
  } catch (error) {
    if (error instanceof FaultError) return Response.json({ error: error.message }, { status: 400 });
    throw error;
  }
}

async function readBody(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (text.trim() === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  } catch {
    // Falls through to the one sentence for all of it.
  }
  throw new FaultError('The body must be a JSON object.');
}
