import { isSimulatorError, SimulatorError } from '../errors.js';
import { checkFault } from '../faults/fault.js';
import type { InboundMessage } from '../resources/messaging/inbound-message.js';
import type { Simulator } from '../simulator.js';

/** Paths with this prefix control the simulator. All others are Twilio's. */
export const CONTROL_PREFIX = '/_simulator/';

type Control = (simulator: Simulator, body: object) => unknown;

const CONTROLS: ReadonlyMap<string, Control> = new Map<string, Control>([
  ['GET account', ({ accountSid, authToken }) => ({ accountSid, authToken })],
  ['GET requests', ({ journal }) => ({ count: journal.count, requests: journal.requests() })],
  ['DELETE requests', ({ journal }) => journal.clear()],
  ['GET webhooks', ({ webhooks }) => ({ count: webhooks.count, webhooks: webhooks.deliveries() })],
  ['POST faults', (simulator, body) => simulator.addFault(checkFault(body))],
  ['DELETE faults', (simulator) => simulator.clearFaults()],
  ['POST messages', (simulator, body) => ({ sid: simulator.receiveMessage(body as InboundMessage).sid })],
  ['POST reset', (simulator) => simulator.reset()],
  ['POST advance', (simulator, body) => simulator.advance(readMs(body))],
]);

/** Answers a control request with its result or `{}`; with 404 for an unknown one and 400 for an invalid body. */
export async function answerControl(simulator: Simulator, request: Request): Promise<Response> {
  const name = `${request.method} ${new URL(request.url).pathname.slice(CONTROL_PREFIX.length)}`;
  const control = CONTROLS.get(name);
  if (!control) {
    const known = [...CONTROLS.keys()].join(', ');
    const error = `"${name}" is not a known control request. Known requests below ${CONTROL_PREFIX}: ${known}.`;
    return Response.json({ error }, { status: 404 });
  }
  try {
    return Response.json(control(simulator, parseBody(await request.text())) ?? {});
  } catch (error) {
    if (isSimulatorError(error)) return Response.json({ error: error.message }, { status: 400 });
    throw error;
  }
}

function parseBody(text: string): object {
  const body = text.trim() === '' ? {} : parseJson(text);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw new SimulatorError('INVALID_OPTION', 'The body must be a JSON object.');
}

function parseJson(text: string): unknown {
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
