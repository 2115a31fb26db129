import { spreadOf } from '../src/statistics.ts';
import type { Row } from '../src/table.ts';
import { GUARD_MS } from './bed.ts';
import type { Recording } from './run-scenario.ts';
import { judge, shareOf, type Verdict } from './verdict.ts';

/** The least share of the run in which the proxy must not have been late. */
const MIN_COUNTED = 0.5;

/** The figures of a scenario. */
export function toRows(recording: Recording): Row[] {
  const { scenario, seconds, endsAt, limits, stamps, cores } = recording;
  const { minShare, control } = scenario;
  const measured = (what: string) => `${scenario.name}, ${seconds} s: ${what}`;
  const { requests, lateTimes, longestDelayMs } = stamps.proxy;
  const seen = judge(requests, limits, lateTimes);
  const rowsOf = (contestant: string, verdict: Verdict): Row[] => [
    {
      measured: measured('sliding seconds over the limit'),
      contestant,
      ...plain(verdict.over),
      limit: control ? atLeast(verdict.over, 1) : atMost(verdict.over, 0),
    },
    { measured: measured('most requests in any second'), contestant, ...plain(verdict.most) },
  ];
  const rows = [...rowsOf('sender', judge(stamps.sender, limits)), ...rowsOf('proxy', seen)];
  if (minShare !== undefined) {
    const [limit] = limits;
    const share = 100 * shareOf(requests, limit?.limit ?? Number.NaN, endsAt);
    rows.push({
      measured: measured('achieved'),
      contestant: 'proxy',
      ...plain(share, '%'),
      limit: atLeast(share, 100 * minShare, '%'),
    });
  }
  for (const [name, share] of Object.entries(cores)) {
    rows.push({ measured: measured('CPU'), contestant: name, ...plain(100 * share, '% of a core') });
  }
  const counted = 100 * seen.counted;
  rows.push(
    { measured: measured('requests'), contestant: 'sender', ...plain(stamps.sender.length) },
    {
      measured: measured('requests'),
      contestant: 'proxy',
      ...plain(requests.length),
      limit: { text: 'as many as the sender', isKept: requests.length === stamps.sender.length },
    },
    { measured: measured('longest delay of the event loop'), contestant: 'proxy', ...plain(longestDelayMs, 'ms') },
    {
      measured: measured(`seconds in which the proxy was never ${GUARD_MS} ms late`),
      contestant: 'proxy',
      ...plain(counted, '%'),
      limit: atLeast(counted, 100 * MIN_COUNTED, '%'),
    },
  );
  return rows;
}

function plain(value: number, unit = ''): Pick<Row, 'figure' | 'unit'> {
  return { figure: spreadOf([value]), unit };
}

function atMost(value: number, limit: number): NonNullable<Row['limit']> {
  return { text: `≤ ${limit}`, isKept: value <= limit };
}

function atLeast(value: number, limit: number, unit = ''): NonNullable<Row['limit']> {
  return { text: `≥ ${limit} ${unit}`.trim(), isKept: value >= limit };
}
