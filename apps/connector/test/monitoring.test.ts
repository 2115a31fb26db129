import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { METRICS } from '../src/rest/monitoring/metrics.js';
import { type MonitoringBed, REQUEST_COUNT, startMonitoringBed, sumsBy } from './monitoring-bed.js';

let bed: MonitoringBed;
beforeAll(async () => {
  bed = await startMonitoringBed();
  // The connector has checked its connection.
  bed.pass(3_600_000);
});
afterAll(async () => {
  vi.useRealTimers();
  await bed.close();
});

const LIST = '/entityTypes/Messages/entities?pageSize=5';
const RESOURCE = {
  type: 'connectors.googleapis.com/Connection',
  labels: { resource_container: 'local', location: 'local', connection: 'twilio', provider: 'twilio' },
};

test("Google's client lists every metric with its labels, and gets one of them", async () => {
  const { data } = await bed.monitoring.metricDescriptors.list({ name: 'projects/local' });
  expect(data.metricDescriptors?.map(({ type }) => type)).toEqual(METRICS.map(({ type }) => type));
  const ours = 'metric.type = starts_with("twilio-connector/")';
  const page = await bed.monitoring.metricDescriptors.list({ name: 'projects/local', filter: ours, pageSize: 2 });
  expect(page.data.metricDescriptors?.map(({ type }) => type)).toEqual([
    'twilio-connector/throttled',
    'twilio-connector/refused',
  ]);
  expect(page.data.nextPageToken).toEqual(expect.any(String));
  const name = 'projects/local/metricDescriptors/twilio-connector/calls';
  const { data: calls } = await bed.monitoring.metricDescriptors.get({ name });
  expect(calls).toMatchObject({
    name,
    metricKind: 'DELTA',
    valueType: 'INT64',
    monitoredResourceTypes: [RESOURCE.type],
  });
  expect(calls.labels?.map(({ key }) => key)).toEqual(['operation', 'type', 'status']);
  await expect(bed.monitoring.metricDescriptors.get({ name: `${name}s` })).rejects.toThrow(
    /no metric .*metricDescriptors.list/,
  );
});

test('a call shows within 12 seconds in the series of its connection, and its entity type and operation too', async () => {
  bed.simulator.addFault({ kind: 'status', status: 503, count: 1 });
  expect((await bed.call(LIST)).status).toBe(200);
  expect((await bed.call('/entityTypes/Messages/entities?conditions=Colour%3D1')).status).toBe(400);
  bed.pass(12_000);
  const [failed, ok, ...others] = (await bed.series(REQUEST_COUNT)).toSorted((a, b) =>
    a.metric!.labels!.status! < b.metric!.labels!.status! ? 1 : -1,
  );
  expect(others).toEqual([]);
  for (const [one, status] of [
    [ok, '200'],
    [failed, '503'],
  ] as const) {
    expect(one).toMatchObject({
      metric: { type: 'connectors.googleapis.com/connection/request_count', labels: { status } },
      resource: RESOURCE,
      metricKind: 'DELTA',
      valueType: 'INT64',
      points: [{ value: { int64Value: '1' } }],
    });
    const { startTime, endTime } = one!.points![0]!.interval!;
    expect(Date.parse(endTime!) - Date.parse(startTime!)).toBe(10_000);
  }
  const calls = await bed.series('metric.type="twilio-connector/calls" AND metric.labels.operation = "LIST"');
  expect(sumsBy('status', calls)).toEqual({ OK: 1, INVALID_ARGUMENT: 1 });
  const labels = calls.map(({ metric }) => metric?.labels);
  expect(labels).toContainEqual({ operation: 'LIST', type: 'Messages', status: 'OK' });
  expect(sumsBy('none', await bed.series('metric.type="twilio-connector/retries"'))).toEqual({ '': 1 });
});

test('the nodes, the state and the status of a connection are gauges', async () => {
  bed.pass(60_000 - (Date.now() % 10_000));
  const newest = async (name: string) => {
    const filter = `metric.type = "connectors.googleapis.com/connection/${name}"`;
    const [series] = await bed.series(filter, { 'interval.startTime': new Date(Date.now() - 30_000).toISOString() });
    return { labels: series?.metric?.labels, points: series?.points };
  };
  const interval = { startTime: new Date().toISOString(), endTime: new Date().toISOString() };
  const nodes = await newest('nodes');
  expect(nodes.points).toHaveLength(3);
  expect(nodes.points?.[0]).toEqual({ interval, value: { int64Value: '100' } });
  expect((await newest('state')).points?.[0]?.value).toEqual({ int64Value: '1' });
  expect(await newest('connection_status')).toMatchObject({ labels: { status: 'ACTIVE' }, points: { length: 3 } });
});

describe('aggregation', () => {
  const sum = { 'aggregation.alignmentPeriod': '3600s', 'aggregation.perSeriesAligner': 'ALIGN_SUM' };

  test('points are aligned to periods that end at the end of the interval, and series are reduced by their labels', async () => {
    bed.pass(3_600_000);
    for (let count = 0; count < 3; count += 1) {
      await bed.call(LIST);
      bed.pass(60_000);
    }
    await bed.call('/entityTypes/Calls/entities?pageSize=5');
    bed.pass(60_000);
    const calls = 'metric.type = "twilio-connector/calls"';
    const byMinute = { 'aggregation.alignmentPeriod': '60s', 'aggregation.perSeriesAligner': 'ALIGN_RATE' };
    const rates = await bed.series(calls, byMinute);
    const messages = rates.find(({ metric }) => metric?.labels?.type === 'Messages');
    expect(messages).toMatchObject({ metricKind: 'GAUGE', valueType: 'DOUBLE' });
    expect(messages?.points?.map(({ value }) => value?.doubleValue)).toEqual([1 / 60, 1 / 60, 1 / 60]);
    expect(messages?.points?.map(({ interval }) => (Date.now() - Date.parse(interval!.endTime!)) / 60_000)).toEqual([
      1, 2, 3,
    ]);
    const reduce = { ...sum, 'aggregation.crossSeriesReducer': 'REDUCE_SUM' };
    const [all, ...more] = await bed.series(calls, reduce);
    expect([all?.points?.[0]?.value?.int64Value, all?.metric?.labels, all?.resource?.labels, more]).toEqual([
      '4',
      {},
      {},
      [],
    ]);
    const groupBy = { ...reduce, 'aggregation.groupByFields': ['metric.labels.type', 'resource.labels.connection'] };
    const grouped = await bed.series(calls, groupBy);
    expect(sumsBy('type', grouped)).toEqual({ Messages: 3, Calls: 1 });
    expect(grouped[0]?.resource?.labels).toEqual({ connection: 'twilio' });
  });

  test('latencies are distributions, of which percentiles are formed', async () => {
    const latency = 'metric.type = "twilio-connector/latency"';
    const [series] = await bed.series(latency, { ...sum, 'aggregation.perSeriesAligner': 'ALIGN_DELTA' });
    const { count, mean, bucketCounts, bucketOptions } = series!.points![0]!.value!.distributionValue!;
    expect(bucketCounts?.reduce((total, one) => total + Number(one), 0)).toBe(Number(count));
    expect([Number(count), bucketOptions?.exponentialBuckets?.growthFactor]).toEqual([4, 1.1]);
    const [p99] = await bed.series(latency, { ...sum, 'aggregation.perSeriesAligner': 'ALIGN_PERCENTILE_99' });
    expect(p99).toMatchObject({ valueType: 'DOUBLE', points: { length: 1 } });
    expect(p99!.points![0]!.value!.doubleValue! * 1.05).toBeGreaterThan(mean!);
  });

  test('node-seconds of an hour are its nodes times 3,600', async () => {
    bed.pass(3_600_000);
    const [series] = await bed.series('metric.type = "twilio-connector/node_seconds"', sum);
    expect(series?.points?.map(({ value }) => value?.doubleValue)).toEqual([360_000]);
  });
});

test('points that come between two pages put no point on both, and a page token belongs to its query', async () => {
  const filter = 'metric.type = "connectors.googleapis.com/connection/nodes"';
  const params = {
    name: 'projects/local',
    filter,
    'interval.startTime': new Date(Date.now() - 600_000).toISOString(),
    'interval.endTime': new Date(Date.now() + 600_000).toISOString(),
    pageSize: 25,
  };
  const ends: string[] = [];
  const tokens: string[] = [];
  do {
    const pageToken = tokens.at(-1);
    const { data } = await bed.monitoring.timeSeries.list({ ...params, ...(pageToken && { pageToken }) });
    ends.push(...data.timeSeries!.flatMap(({ points = [] }) => points.map(({ interval }) => interval!.endTime!)));
    tokens.push(data.nextPageToken ?? '');
    bed.pass(20_000);
  } while (tokens.at(-1));
  expect([ends.length, new Set(ends).size]).toEqual([60, 60]);
  const states = 'metric.type = "connectors.googleapis.com/connection/state"';
  for (const other of [{ filter: states }, { view: 'HEADERS' }, { 'interval.startTime': '2026-11-30T00:00:00Z' }]) {
    const refused = bed.monitoring.timeSeries.list({ ...params, pageToken: tokens[0]!, ...other });
    await expect(refused).rejects.toThrow(/pageToken belongs to another query: repeat the filter/);
  }
});

test('pages of points follow each other without a gap, and headers come without points', async () => {
  const filter = 'metric.type = "connectors.googleapis.com/connection/nodes"';
  const interval = {
    'interval.startTime': new Date(Date.now() - 600_000).toISOString(),
    'interval.endTime': new Date().toISOString(),
  };
  const all = (await bed.series(filter, interval))[0]!.points!;
  expect(all).toHaveLength(60);
  const found: unknown[] = [];
  for (let pageToken: string | undefined, page = 0; page === 0 || pageToken; page += 1) {
    const params = { name: 'projects/local', filter, ...interval, pageSize: 25, ...(pageToken && { pageToken }) };
    const { data } = await bed.monitoring.timeSeries.list(params);
    found.push(...data.timeSeries!.flatMap(({ points = [] }) => points));
    pageToken = data.nextPageToken ?? undefined;
  }
  expect(found).toEqual(all);
  const [header] = await bed.series(filter, { ...interval, view: 'HEADERS' });
  expect(header).toEqual({
    metric: { type: expect.any(String), labels: {} },
    resource: RESOURCE,
    metricKind: 'GAUGE',
    valueType: 'INT64',
    unit: '1',
  });
});
