import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { ADMINISTRATOR_TOKEN, type ServerBed, startServerBed } from './server-bed.js';

let bed: ServerBed;
beforeAll(async () => {
  bed = await startServerBed();
});
afterAll(() => bed.close());

const ONE = 'projects/p/locations/local/connections/one';
const TWO = 'projects/p/locations/local/connections/two';
const STATE = 'metric.type="connectors.googleapis.com/connection/state"';
const VALID = {
  filter: 'metric.type="twilio-connector/latency"',
  'interval.endTime': '2026-11-30T10:00:00Z',
  'interval.startTime': '2026-11-30T09:00:00Z',
};
const pathOf = (query: Readonly<Record<string, string>>, project = 'p') =>
  `/monitoring/v3/projects/${project}/timeSeries?${new URLSearchParams(query).toString()}`;

test.each<readonly [Record<string, string>, field: string, problem: string]>([
  [{ filter: '' }, 'filter', 'is required, such as metric.type'],
  [{ filter: 'resource.labels.connection="x"' }, 'filter', 'must select a single metric'],
  [{ filter: 'metric.type="x"' }, 'filter', 'selects no metric; list them with metricDescriptors.list'],
  [{ filter: 'metric.type=starts_with("twilio-connector/")' }, 'filter', 'must select a single metric'],
  [{ filter: 'metric.type = "a' }, 'filter', 'character 15: unclosed quote'],
  [{ filter: 'metric.kind = "a"' }, 'filter', 'character 1: unknown field metric.kind; fields are metric.type'],
  [{ filter: 'metric.type > "a"' }, 'filter', 'the operator > does not apply to labels; use =, != or :'],
  [{ filter: 'metric.type = regex("a")' }, 'filter', 'unknown function regex; use one of starts_with'],
  [{ filter: 'latency' }, 'filter', 'compare a field with a value'],
  [{ 'interval.endTime': '' }, 'interval.endTime', 'is required'],
  [{ 'interval.endTime': 'now' }, 'interval.endTime', 'must be a time such as 2026-01-31T00:00:00Z'],
  [{ 'interval.startTime': '2026-11-30T11:00:00Z' }, 'interval.startTime', 'must not be later than interval.endTime'],
  [
    { 'aggregation.perSeriesAligner': 'ALIGN_SUM' },
    'aggregation.alignmentPeriod',
    'is required with an aligner, such as 60s',
  ],
  [{ 'aggregation.alignmentPeriod': '1s' }, 'aggregation.alignmentPeriod', 'must be a duration from 10s to 62899200s'],
  [
    { 'aggregation.perSeriesAligner': 'ALIGN_STDDEV' },
    'aggregation.perSeriesAligner',
    'must be one of ALIGN_NONE, ALIGN_DELTA',
  ],
  [
    { 'aggregation.perSeriesAligner': 'ALIGN_RATE', 'aggregation.alignmentPeriod': '60s' },
    'aggregation.perSeriesAligner',
    'ALIGN_RATE does not apply to DELTA metrics of DISTRIBUTION; use ALIGN_DELTA, ALIGN_SUM, ALIGN_PERCENTILE_99',
  ],
  [
    { 'aggregation.crossSeriesReducer': 'REDUCE_SUM' },
    'aggregation.perSeriesAligner',
    'must be set to another value than ALIGN_NONE',
  ],
  [
    { 'aggregation.groupByFields': 'resource.zone' },
    'aggregation.groupByFields',
    'has the unknown field resource.zone',
  ],
  [{ 'secondaryAggregation.alignmentPeriod': '60s' }, '', 'secondaryAggregation.alignmentPeriod is not supported'],
  [{ orderBy: 'x' }, '', 'orderBy is not supported by this method; omit it'],
  [{ view: 'ALL' }, 'view', 'must be one of FULL, HEADERS'],
  [{ pageToken: 'x' }, 'pageToken', 'was not issued by this connector'],
  [{ 'aggregation.period': '60s' }, 'aggregation.period', 'is unknown'],
])('time series with the parameters %j are refused, and the answer names the field', async (query, field, problem) => {
  const { status, json, text } = await bed.call(pathOf({ ...VALID, ...query }, 'local'), {
    token: ADMINISTRATOR_TOKEN,
  });
  expect(text).toContain(problem.replaceAll('"', String.raw`\"`));
  expect([400, 501]).toContain(status);
  const violations = json.error.details.flatMap((detail: any) => detail.fieldViolations ?? []);
  if (field) expect(violations[0]?.field).toBe(field);
});

test('a viewer of one connection sees only its series, a viewer of the project all, and others none', async () => {
  for (const name of [ONE, TWO]) await bed.connection(name);
  const tokens = {
    one: await bed.token('of-one', ['roles/connectors.viewer', ONE]),
    project: await bed.token('of-project', ['roles/connectors.viewer', 'projects/p']),
    elsewhere: await bed.token('elsewhere', ['roles/connectors.admin', 'projects/q']),
  };
  const now = Date.now();
  onTestFinished(() => void vi.useRealTimers());
  vi.useFakeTimers({ toFake: ['Date'], now: now + 10_000 });
  // From now on, the states of the new connections are known.
  await bed.services.usage.connections('projects/p/');
  vi.setSystemTime(now + 40_000);
  const interval = { 'interval.endTime': new Date().toISOString(), 'interval.startTime': new Date(now).toISOString() };
  const seen = async (token: string, filter = STATE) => {
    const { status, json, reason } = await bed.call(pathOf({ filter, view: 'HEADERS', ...interval }), { token });
    return status === 200 ? json.timeSeries.map((one: any) => one.resource.labels.connection) : [status, reason];
  };
  expect(await seen(tokens.project)).toEqual(['one', 'two']);
  expect(await seen(tokens.one)).toEqual(['one']);
  expect(await seen(tokens.one, `${STATE} resource.labels.connection="two"`)).toEqual([]);
  expect(await seen(tokens.one, `${STATE} NOT resource.labels.connection="one"`)).toEqual([]);
  expect(await seen(tokens.elsewhere)).toEqual([403, 'PERMISSION_DENIED']);
  await bed.must(`/v1/${ONE}`, { method: 'DELETE' });
  expect(await seen(tokens.project)).toEqual(['one', 'two']);
  expect(await seen(tokens.one)).toEqual([403, 'PERMISSION_DENIED']);
});
