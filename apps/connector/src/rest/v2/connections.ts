import type { RestRequest } from '../request.js';
import type { Services } from '../services.js';

/** `connections.checkStatus`: also a connection that is not well is a 200, with its state. */
export async function checkStatus({ connections }: Services, { resource, onAttempt }: RestRequest) {
  const connection = await connections.get(resource);
  return connections.check(connection, onAttempt);
}

/** `connections.checkReadiness`: the runtime takes calls. Says nothing of Twilio. */
export function checkReadiness() {
  return { status: 'READY' };
}
