import { isSimulatorError, SimulatorError } from '../errors.js';
import { checkFault } from '../faults/fault.js';
import type { Simulator } from '../simulator.js';

/** Paths under this one steer the simulator; all others are Twilio's. */
export const CONTROL_PATH = '/_simulator/';

type Control = (simulator: Simulator, body: object) => unknown;

const CONTROLS: ReadonlyMap<string, Control> = new Map<string, Control>([
  ['GET requests', ({ journal }) => ({ count: journal.count, requests: journal.requests() })],
  ['DELETE requests', ({ journal }) => journal.clear()],
  ['POST faults', (simulator, body) => simulator.addFault(checkFault(body))],
  ['DELETE faults', (simulator) => simulator.clearFaults()],
  ['POST reset', (simulator) => simulator.reset()],
  ['POST advance', (simulator, body) => simulator.advance(readMs(body))],
]);

/** Answers a control request: what it asks for, or `{}`; 404 for an unknown one, 400 for what cannot be understood. */
export async function control(simulator: Simulator, request: Request): Promise<Response> {
  const name = `${request.method} ${new URL(request.url).pathname.slice(CONTROL_PATH.length)}`;
  const action = CONTROLS.get(name);
  if (!action) {
    const error = `There is no ${name}. There are: ${[...CONTROLS.keys()].join(', ')}.`;
    return Response.json({ error }, { status: 404 });
  }
  try {
    return Response.json(action(simulator, toObject(await request.text())) ?? {});
  } catch (error) {
    if (isSimulatorError(error)) return Response.json({ error: error.message }, { status: 400 });
    throw error;
  }
}

function toObject(text: string): object {
  const body = text.trim() === '' ? {} : parse(text);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw new SimulatorError('INVALID_OPTION', 'The body must be a JSON object.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readMs(body: object): number {
  if ('ms' in body && typeof body.ms === 'number') return body.ms;
  throw new SimulatorError('INVALID_TIME', 'The body must be {"ms": <milliseconds>}.');
}
