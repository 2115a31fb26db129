import { clockFrom, parseFaults, type SimulatorOptions } from '@twilio-connector/simulator';
import type { Env } from '../env.js';

/** The simulator's options from the environment. */
export function simulatorOptions(env: Env): SimulatorOptions {
  const { SIMULATOR_ROWS, SIMULATOR_SEED, SIMULATOR_LATENCY_MS, SIMULATOR_FAULTS, SIMULATOR_NOW, SIMULATOR_RATE } = env;
  const { SIMULATOR_WEBHOOK_HOSTS } = env;
  return {
    ...(SIMULATOR_ROWS !== undefined && { rows: SIMULATOR_ROWS }),
    ...(SIMULATOR_SEED !== undefined && { seed: SIMULATOR_SEED }),
    ...(SIMULATOR_LATENCY_MS !== undefined && { latencyMs: SIMULATOR_LATENCY_MS }),
    ...(SIMULATOR_FAULTS !== undefined && { faults: parseFaults(SIMULATOR_FAULTS) }),
    ...(SIMULATOR_NOW !== undefined && { now: clockFrom(SIMULATOR_NOW) }),
    ...(SIMULATOR_RATE !== undefined && { rate: SIMULATOR_RATE }),
    ...(SIMULATOR_WEBHOOK_HOSTS !== undefined && { webhookHosts: SIMULATOR_WEBHOOK_HOSTS.split(',') }),
  };
}
