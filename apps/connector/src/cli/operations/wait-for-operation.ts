import { setTimeout as wait } from 'node:timers/promises';
import { createProgress } from '../terminal/progress.js';
import { type ErrorAnswer, toServerError } from '../connector/server-error.js';
import { toPath } from '../connector/resource-names.js';
import type { Resource, ConnectorClient } from '../connector/connector-client.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2000;

/**
 * Waits for a long-running operation, with a progress line.
 *
 * @returns its result
 * @throws ServerError if the operation failed; AbortError on Ctrl-C, which leaves it running
 */
export async function waitFor(
  connector: ConnectorClient,
  operation: Resource,
  process: NodeJS.Process,
): Promise<Resource> {
  const name = String(operation.name);
  const progress = createProgress(process.stderr, () => `${describe(operation)} …`);
  try {
    return resultOf(await untilDone(connector, operation));
  } catch (error) {
    if (!connector.signal.aborted) throw error;
    const message = `Interrupted: the operation is still running. Run "twilio-connector connections wait ${name}" to wait for it.`;
    throw new DOMException(message, 'AbortError');
  } finally {
    progress.stop();
  }
}

async function untilDone(connector: ConnectorClient, operation: Resource): Promise<Resource> {
  let current = operation;
  for (let pauseMs = FIRST_PAUSE_MS; current.done !== true; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    await wait(pauseMs, undefined, { signal: connector.signal });
    current = await connector.read(`/v1/${toPath(String(operation.name))}`);
  }
  return current;
}

function resultOf({ response, error }: Resource): Resource {
  if (error) throw toServerError(error as ErrorAnswer, 'OPERATION_FAILED');
  const { '@type': _type, ...result } = (response ?? {}) as Resource;
  return result;
}

function describe({ metadata }: Resource): string {
  const { verb = 'unknown', target = '' } = (metadata ?? {}) as { readonly verb?: string; readonly target?: string };
  return `Waiting for the ${verb} operation on ${target}`;
}
