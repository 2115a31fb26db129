import type { Env } from '../../env.js';
import { UsageError } from '../terminal/usage-error.js';

/** A simulated Twilio account. */
export interface OpenSimulator {
  readonly url: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** Whether the state of the simulator ends with this command. */
  readonly isOwn: boolean;
  readonly stop: () => Promise<void>;
}

/** Loopback answers at once; another host that does not is not running. */
const PROBE_MS = 2_000;

/**
 * Finds the simulator at SIMULATOR_URL, or the one that `npm start` runs on this machine, so that its state outlives the
 * command. Without either, starts one for this command alone.
 *
 * @throws UsageError if SIMULATOR_URL does not lead to a simulator
 */
export async function openSimulator(env: Env): Promise<OpenSimulator> {
  const { SIMULATOR_URL: given, SIMULATOR_PORT: port = 8081 } = env;
  const url = (given ?? `http://127.0.0.1:${port}`).replace(/\/+$/, '');
  const account = await accountAt(url);
  if (account) return { url, ...account, isOwn: false, stop: async () => {} };
  if (given === undefined) return startOwn(env);
  throw new UsageError(
    'No simulator answers at SIMULATOR_URL. Start one with "twilio-simulator", or unset the variable.',
  );
}

async function accountAt(url: string): Promise<Pick<OpenSimulator, 'accountSid' | 'authToken'> | undefined> {
  try {
    const response = await fetch(`${url}/_simulator/account`, { signal: AbortSignal.timeout(PROBE_MS) });
    const { accountSid, authToken } = (await response.json()) as Record<string, unknown>;
    if (typeof accountSid === 'string' && typeof authToken === 'string') return { accountSid, authToken };
  } catch {
    // Nothing listens there, or something else does.
  }
  return undefined;
}

/** The simulator is large, so it is loaded only here. */
async function startOwn(env: Env): Promise<OpenSimulator> {
  const { startSimulator } = await import('@twilio-connector/simulator');
  const { simulatorOptions } = await import('../../server/simulator-options.js');
  const running = await startSimulator(simulatorOptions(env));
  const { accountSid, authToken } = running.simulator;
  return { url: running.url, accountSid, authToken, isOwn: true, stop: () => running.close() };
}
