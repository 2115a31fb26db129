import type { SeedWorld } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { otherNumber, OWN_NUMBERS, seedTime } from '../../seed/seeding.js';
import { blankCall, endedCall, STARTS_MS } from './call-life.js';

const ENDED_STATUSES = ['completed', 'completed', 'completed', 'busy', 'no-answer', 'failed', 'canceled'] as const;
/** SIDs used by the examples on Google's page. */
const EXAMPLE_SIDS = ['CAaa4a99c300bd9d1bcc0d1ae9dcd248c6', 'CAdefbf2b4caa7df11dc48106385e32345'];
/** Calls in progress at the start: half of them are in a conference, the others wait in a queue. */
const MAX_LIVE = 6;
/** How many completed calls have insights. */
const MAX_COMPLETED = 5;
const MINUTE_MS = 60_000;

/** Generates the calls of the seed, oldest first: ended ones, those of the examples, and a few that are in progress. */
export function* seedCalls(count: number, world: SeedWorld): Iterable<Row> {
  const live = Math.min(MAX_LIVE, count);
  const ended = count - live;
  const total = ended + EXAMPLE_SIDS.length;
  for (let index = 0; index < ended; index++) yield endedOf(world, seedTime(world, index, total));
  for (const [index, sid] of EXAMPLE_SIDS.entries()) {
    yield { ...endedOf(world, seedTime(world, ended + index, total), 'completed'), sid };
  }
  for (let left = live; left > 0; left--) yield liveAt(world, world.start - (left + 1) * MINUTE_MS);
}

/** The newest seeded calls that are completed, oldest first. */
export function newestCompletedCalls(world: SeedWorld): readonly Row[] {
  const completed = [...world.table('Calls').oldestFirst()].filter(({ status }) => status === 'completed');
  return completed.slice(-MAX_COMPLETED);
}

/** The seeded calls that are in a conference. */
export function callsInConference(world: SeedWorld): readonly Row[] {
  return liveCalls(world).filter((_, index) => index % 2 === 0);
}

/** The seeded calls that wait in a queue. */
export function callsInQueue(world: SeedWorld): readonly Row[] {
  return liveCalls(world).filter((_, index) => index % 2 === 1);
}

function liveCalls(world: SeedWorld): readonly Row[] {
  return [...world.table('Calls').oldestFirst()].filter(({ status }) => status === 'in-progress');
}

function endedOf(world: SeedWorld, made: number, fixed?: string): Row {
  const status = fixed ?? world.random.pick(ENDED_STATUSES);
  const row = callOf(world, made);
  const start = made + STARTS_MS;
  const length = 5000 + world.random.below(600_000);
  return { ...row, ...endedCall({ start_time: start }, status, status === 'completed' ? start + length : start) };
}

function liveAt(world: SeedWorld, made: number): Row {
  const start = made + STARTS_MS;
  return { ...callOf(world, made), status: 'in-progress', start_time: start, date_updated: start };
}

function callOf(world: SeedWorld, made: number): Row {
  const { random } = world;
  const isInbound = random.below(3) === 0;
  const other = otherNumber(world);
  const own = random.pick(OWN_NUMBERS);
  const ends = { to: isInbound ? own : other, from: isInbound ? other : own };
  const direction = isInbound ? 'inbound' : 'outbound-api';
  return { ...blankCall(world, random.sid('CA'), ends), direction, date_created: made };
}
