import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog } from '@twilio-connector/entities';
import { describe, expect, test } from 'vitest';
import { useCommandFolder } from './command-folder.js';
import { runCommand } from './command-line.js';
import { CATALOG, check, Target } from './singer-pipeline.js';

const commands = useCommandFolder();

const tap = (...args: string[]) => runCommand(['export', '--protocol', 'singer', ...args], commands.twilioEnv);
const file = (name: string, content: unknown) => {
  writeFileSync(join(commands.folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return join(commands.folder, name);
};
const discover = async (...names: string[]) => {
  const { code, stdout, stderr } = await tap(...names, '--discover');
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
};
const sync = async (target: Target, ...args: string[]) => {
  const ended = await tap(...args);
  target.takeLines(ended.stdout);
  return ended;
};
const sids = (rows: readonly Readonly<Record<string, unknown>>[], name = 'Sid') =>
  rows.map((row) => String(row[name])).toSorted();
const snapshot = (resource: string) => commands.bed.simulator.snapshot(resource);

describe('--discover', () => {
  test('writes a catalog that is valid, with every list of the account', async () => {
    const found = await discover();
    check(CATALOG, found);
    const ids = found.streams.map(({ tap_stream_id: id }: { tap_stream_id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining(['Accounts', 'Calls', 'Messages', 'UsageRecords']));
    for (const { schema } of found.streams) check(schema, {});
  });

  test('describes keys, times and amounts', async () => {
    const { streams } = await discover('messages', 'applications');
    expect(streams).toMatchObject([
      {
        stream: 'Messages',
        key_properties: ['Sid'],
        replication_method: 'INCREMENTAL',
        replication_key: 'DateSent',
        schema: {
          type: ['object'],
          properties: {
            Sid: { type: ['string'] },
            DateSent: { type: ['string', 'null'], format: 'date-time' },
            Price: { type: ['string', 'null'], format: 'singer.decimal' },
            NumSegments: { type: ['integer', 'null'] },
          },
        },
      },
      { stream: 'Applications', replication_method: 'FULL_TABLE' },
    ]);
    const { metadata } = streams[0];
    expect(metadata[0]).toMatchObject({
      breadcrumb: [],
      metadata: { selected: true, 'valid-replication-keys': ['DateSent'] },
    });
    const inclusions = Object.fromEntries(
      metadata.map(({ breadcrumb, metadata: { inclusion } }: never) => [String(breadcrumb), inclusion]),
    );
    expect(inclusions).toMatchObject({
      'properties,Sid': 'automatic',
      'properties,DateSent': 'automatic',
      'properties,Body': 'available',
    });
  });
});

describe('a sync', () => {
  test('of every stream validates against its schemas, and again with its state', async () => {
    const target = new Target();
    expect((await sync(target)).code).toBe(0);
    expect(sids(target.records('Messages'))).toEqual(sids(snapshot('Messages'), 'sid'));
    expect(sids(target.records('Calls'))).toEqual(sids(snapshot('Calls'), 'sid'));
    expect(target.state?.currently_syncing).toBeUndefined();
    const before = target.received.length;
    expect((await sync(target, '--state', file('state.json', target.state))).code).toBe(0);
    const records = target.received.slice(before).filter(({ type }) => type === 'RECORD');
    expect(records.length).toBeGreaterThan(0);
    expect(sids(target.records('Messages'))).toEqual(sids(snapshot('Messages'), 'sid'));
  }, 60_000);

  test.each([
    ['in process', 'inProcess'],
    ['through a connector', 'throughConnector'],
  ] as const)('reads only the look-back window again, %s', async (_, way) => {
    const { flags, env } = commands.ways[way];
    const config = file('config.json', { conditions: { Messages: 'DateSent IS NOT NULL' }, look_back: '1d' });
    const run = async (target: Target, ...args: string[]) => {
      const ended = await runCommand(
        ['export', 'Messages', '--protocol', 'singer', '--config', config, ...args, ...flags],
        env,
      );
      target.takeLines(ended.stdout);
      return ended;
    };
    const target = new Target();
    expect((await run(target)).code).toBe(0);
    const sent = snapshot('Messages').filter(({ date_sent: time }) => time !== null);
    expect(sids(target.records('Messages'))).toEqual(sids(sent, 'sid'));
    const newest = Math.max(...sent.map(({ date_sent: time }) => Number(time)));
    const again = new Target();
    await run(again, '--state', file('state.json', target.state));
    const late = sent.filter(({ date_sent: time }) => Number(time) >= newest - 86_400_000);
    expect(sids(again.records('Messages'))).toEqual(sids(late, 'sid'));
    expect(again.state).toEqual(target.state);
  });

  test('without a condition includes rows that have no time, each time, and says the price', async () => {
    const target = new Target();
    await sync(target, 'Messages');
    const again = new Target();
    const { stderr } = await sync(again, 'Messages', '--state', file('state.json', target.state));
    const unsent = snapshot('Messages').filter(({ date_sent: time }) => time === null);
    expect(unsent.length).toBeGreaterThan(0);
    expect(sids(again.records('Messages'))).toEqual(expect.arrayContaining(sids(unsent, 'sid')));
    expect(again.records('Messages').length).toBeLessThan(target.records('Messages').length);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('Add DateSent IS NOT NULL to the condition');
  });

  test('reads the streams and the columns that the catalog selects', async () => {
    const given = await discover('Messages', 'Calls', 'Applications');
    for (const { stream, metadata } of given.streams) {
      if (stream === 'Calls') metadata[0].metadata.selected = false;
      if (stream === 'Applications') metadata[0].metadata['replication-method'] = 'INCREMENTAL';
      for (const { breadcrumb, metadata: entry } of metadata)
        if (breadcrumb[1] === 'Body' || breadcrumb[1] === 'Sid') entry.selected = false;
    }
    const target = new Target();
    expect((await sync(target, '--catalog', file('catalog.json', given))).code).toBe(0);
    expect(target.received.flatMap((message) => (message.type === 'SCHEMA' ? [message.stream] : []))).toEqual([
      'Messages',
      'Applications',
    ]);
    const columns = Object.keys(target.records('Messages')[0] ?? {});
    expect(columns).toContain('Sid');
    expect(columns).not.toContain('Body');
  });

  test('of a whole table removes what was deleted', async () => {
    const target = new Target();
    await sync(target, 'Applications');
    const [, ...kept] = snapshot('Applications');
    commands.bed.simulator.seed('Applications', kept);
    const before = target.received.length;
    await sync(target, 'Applications', '--state', file('state.json', target.state));
    expect(sids(target.records('Applications'))).toEqual(sids(kept, 'sid'));
    const types = target.received.slice(before).map(({ type }) => type);
    expect(types).toEqual(['SCHEMA', 'STATE', ...kept.map(() => 'RECORD'), 'ACTIVATE_VERSION', 'STATE']);
  });

  test('that breaks off goes on with the stream in which it was', async () => {
    commands.bed.simulator.addFault({ kind: 'status', status: 404, path: '*Recordings*' });
    const target = new Target();
    const ended = await sync(target, 'Applications', 'Recordings', 'Queues');
    expect(ended.code).toBe(1);
    expect(target.state).toMatchObject({ currently_syncing: 'Recordings' });
    commands.bed.simulator.clearFaults();
    const again = new Target();
    expect(
      (await sync(again, 'Applications', 'Recordings', 'Queues', '--state', file('state.json', target.state))).code,
    ).toBe(0);
    const streams = again.received.flatMap((message) => (message.type === 'SCHEMA' ? [message.stream] : []));
    expect(streams).toEqual(['Recordings', 'Queues', 'Applications']);
    expect(sids(again.records('Recordings'))).toEqual(sids(snapshot('Recordings'), 'sid'));
  });

  test('begins incremental streams with start_date', async () => {
    const start = Math.max(...snapshot('Recordings').map(({ date_created: time }) => Number(time))) - 86_400_000;
    const config = file('config.json', { start_date: new Date(start).toISOString() });
    const target = new Target();
    await sync(target, 'Recordings', '--config', config);
    const wanted = snapshot('Recordings').filter(
      ({ date_created: time }) => Number(time) >= Math.floor(start / 1000) * 1000,
    );
    expect(sids(target.records('Recordings'))).toEqual(sids(wanted, 'sid'));
    expect(wanted.length).toBeLessThan(snapshot('Recordings').length);
  });
});

describe('the settings of --config', () => {
  test('are credentials, too, which no output shows', async () => {
    const { TWILIO_AUTH_TOKEN: token = '', ...env } = commands.twilioEnv;
    const run = (config: object) =>
      runCommand(['export', 'Queues', '--protocol', 'singer', '--config', file('config.json', config)], env);
    expect((await run({ auth_token: token })).code).toBe(0);
    const wrong = await run({ auth_token: 'wrong-and-secret' });
    expect(wrong.code).toBe(1);
    expect(wrong.stderr + wrong.stdout).not.toContain('wrong-and-secret');
  });

  test.each([
    [{ look_back: '3 days' }, 'look_back: It must be a duration such as "36h" or "3d".'],
    [{ account_sid: 5 }, 'account_sid: Invalid input: expected string, received number'],
    [{ conditions: { Mesages: 'x' } }, 'Did you mean Messages?'],
    [{ conditions: { Recordings: `RE${'0'.repeat(32)}` } }, 'expected'],
    ['{"auth_token": "secret', 'is not valid JSON'],
  ])('%j are refused', async (config, message) => {
    const { code, stdout, stderr } = await tap('--config', file('config.json', config));
    expect([code, stdout, stderr.replaceAll(/\s+/g, ' ')]).toEqual([2, '', expect.stringContaining(message)]);
    expect(stderr).not.toContain('secret');
  });

  test('that are unknown are named', async () => {
    const { stderr } = await tap('Queues', '--config', file('config.json', { auth_tokn: 'x' }));
    expect(stderr).toContain('settings that are unknown: auth_tokn.');
  });
});

test.each([
  [['Messages', '--discover'], '--discover belongs to --protocol singer.'],
  [['Messages', '--protocol', 'singer', '--to', 'x'], 'leave out --to.'],
  [
    ['Messages', '--protocol', 'singer', '--where', 'x'],
    'leave out --where. Conditions are set in the file of --config.',
  ],
  [
    ['Messages', '--protocol', 'singer', '--catalog', 'x'],
    'Select streams in the catalog, or by their names: not both.',
  ],
])('export %j is refused as a usage error', async (args, message) => {
  const { code, stderr } = await runCommand(['export', ...args], commands.twilioEnv);
  expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(message)]);
});

test('every entity type with a list of its own is a stream', async () => {
  const { streams } = await discover();
  expect(streams.every(({ stream }: { stream: string }) => Object.hasOwn(catalog, stream))).toBe(true);
});
