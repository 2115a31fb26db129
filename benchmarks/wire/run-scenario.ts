import { setTimeout as sleep } from 'node:timers/promises';
import { type Bed, RATE_PER_NODE, type Stamps } from './bed.ts';
import { now } from './clock.ts';
import type { Scenario } from './scenarios.ts';
import type { LimitChange } from './verdict.ts';

/** What was stamped while a scenario ran. */
export interface Recording {
  readonly scenario: Scenario;
  readonly seconds: number;
  readonly endsAt: number;
  readonly limits: readonly LimitChange[];
  readonly stamps: Stamps;
  /** The share of a core that each process used while the load was offered, by name. */
  readonly cores: Readonly<Record<string, number>>;
}

/** The requests of the connection's own status check must not count as load. */
const QUIET_MS = 1500;

/** Until the connections of the scenario before are closed, with which the server could have as many as it takes. */
const IDLE_MS = 5000;

/** A control needs no more. */
const CONTROL_SECONDS = 5;

/** Runs a scenario on a new connection. */
export async function runScenario(bed: Bed, scenario: Scenario, givenSeconds: number): Promise<Recording> {
  const { nodes, load, stalls, hasSlowConnects = false, control } = scenario;
  const seconds = control ? CONTROL_SECONDS : givenSeconds;
  const name = scenario.name.replace(/[^a-z0-9]+/g, '-');
  const ids = Array.from({ length: control?.connections ?? 1 }, (_, index) => `${name}-${index}`);
  await sleep(IDLE_MS);
  for (const id of ids) await bed.create(id, nodes, hasSlowConnects);
  await sleep(QUIET_MS);
  await bed.take();
  await bed.stall(stalls);
  const cpuBefore = bed.cpuMs();
  const begin = now();
  const endsAt = begin + seconds * 1000;
  const limits: LimitChange[] = [{ limit: nodes * RATE_PER_NODE, askedAt: begin, settledAt: begin }];
  const run = { bed, nodes, endsAt, onLimit: (change: LimitChange) => void limits.push(change) };
  // Calls that are still queued at the end are made, too.
  await Promise.all(ids.map((id) => load({ ...run, id })));
  const cpu = Object.entries(bed.cpuMs()).map(([name, ms]) => [name, (ms - (cpuBefore[name] ?? 0)) / (now() - begin)]);
  await bed.stall(undefined);
  return { scenario, seconds, endsAt, limits, stamps: await bed.take(), cores: Object.fromEntries(cpu) };
}
