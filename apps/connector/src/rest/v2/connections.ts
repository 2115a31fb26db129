import type { Runtime } from '../../runtime.js';
import type { RestRequest } from '../request.js';

/** `connections.checkStatus`: also a connection that is not well is a 200, with its state. */
export function checkStatus(runtime: Runtime, { onAttempt }: RestRequest) {
  return runtime.checkStatus(onAttempt);
}

/** `connections.checkReadiness`: the runtime takes calls. Says nothing of Twilio. */
export function checkReadiness() {
  return { status: 'READY' };
}
