import { setTimeout as wait } from 'node:timers/promises';
import { createProgress } from '../terminal/progress.js';
import { type ErrorAnswer, toServerError } from '../connector/server-error.js';
import { toPath } from '../connector/resource-names.js';
import type { Resource, Server } from '../connector/connector-client.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2000;

/**
 * Waits until an operation has ended; says after a second that it waits.
 *
 * @returns what the operation made
 * @throws ServerError with which it ended; AbortError on Ctrl-C, which leaves it running
 */
export async function waitFor(server: Server, operation: Resource, process: NodeJS.Process): Promise<Resource> {
  const name = String(operation.name);
  const progress = createProgress(process.stderr, () => `${describe(operation)} …`);
  try {
    return resultOf(await ended(server, operation));
  } catch (error) {
    if (!server.signal.aborted) throw error;
    const message = `Interrupted: the operation goes on. "twilio-connector connections wait ${name}" waits for it again.`;
    throw new DOMException(message, 'AbortError');
  } finally {
    progress.stop();
  }
}

async function ended(server: Server, operation: Resource): Promise<Resource> {
  let current = operation;
  for (let pauseMs = FIRST_PAUSE_MS; current.done !== true; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    await wait(pauseMs, undefined, { signal: server.signal });
    current = await server.read(`/v1/${toPath(String(operation.name))}`);
  }
  return current;
}

function resultOf({ response, error }: Resource): Resource {
  if (error) throw toServerError(error as ErrorAnswer, 'OPERATION_FAILED');
  const { '@type': _type, ...result } = (response ?? {}) as Resource;
  return result;
}

function describe({ metadata }: Resource): string {
  const { verb = 'operation', target = '' } = (metadata ?? {}) as { readonly verb?: string; readonly target?: string };
  return `Waiting for the ${verb} of ${target}`;
}
