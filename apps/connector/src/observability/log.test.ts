import { expect, test } from 'vitest';
import { createKnownSecrets } from './known-secrets.js';
import { createLog } from './log.js';

const SECRET = 'canary-0123456789';

function open({ level = 'info', write, dropped }: { level?: string; write?: () => void; dropped?: () => number } = {}) {
  const lines: string[] = [];
  const { hide } = createKnownSecrets([
    SECRET,
    'v2.connections.get',
    'projects/example',
    'a-constant-message',
    'principal-of-ann',
  ]);
  const destination = { write: write ?? ((line: string) => void lines.push(line)), ...(dropped && { dropped }) };
  return { log: createLog({ level, hide, destination }), lines };
}

test('a log line is one JSON object with the level, the time, the fields and the message', () => {
  const { log, lines } = open();
  log.info({ method: 'm', caller: undefined, status: 200, durationMs: 3 }, 'answered');
  log.warn({}, 'refused');
  log.error({ count: 0 }, 'failed');
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { level: 'info', time, method: 'm', status: 200, durationMs: 3, msg: 'answered' },
    { level: 'warn', time, msg: 'refused' },
    { level: 'error', time, count: 0, msg: 'failed' },
  ]);
  for (const line of lines) expect(line.indexOf('\n')).toBe(line.length - 1);
});

test('the known fields and the message are logged as they are, even if they equal a secret of a tenant', () => {
  const { log, lines } = open();
  const fields = {
    method: 'v2.connections.get',
    resource: 'projects/example',
    caller: 'principal-of-ann',
    reason: 'R',
  };
  log.info(fields, 'a-constant-message');
  expect(JSON.parse(lines.join(''))).toMatchObject({ ...fields, msg: 'a-constant-message' });
});

test('secrets in an error are hidden, and so are segments of resources that cannot be an id', () => {
  const { log, lines } = open();
  log.error({ err: new Error(`x ${SECRET}`), resource: 'projects/no id', connection: 'projects/a"b' }, 'failed');
  log.error({ err: `text ${SECRET}` }, 'failed');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({
      err: { name: 'Error', message: 'x [redacted]', stack: expect.stringContaining('Error: x [redacted]') },
      resource: 'projects/[redacted]',
      connection: 'projects/[redacted]',
    }),
    expect.objectContaining({ err: 'text [redacted]' }),
  ]);
  expect(lines.join('')).not.toContain(SECRET);
});

test('lines below the level are not logged', () => {
  const { log, lines } = open({ level: 'warn' });
  log.info({}, 'no');
  log.warn({}, 'yes');
  expect(lines).toHaveLength(1);
  expect(log.dropped()).toBe(0);
});

test('a line that cannot be written or read is counted, and nothing is thrown', () => {
  const broken = open({
    write() {
      throw new Error('ENOSPC');
    },
    dropped: () => 40,
  });
  broken.log.info({}, 'lost');
  broken.log.error({ err: new Error('x') }, 'lost');
  expect(broken.log.dropped()).toBe(42);

  const { log, lines } = open();
  const unreadable = Object.defineProperty(new Error('x'), 'message', {
    get() {
      throw new Error('unreadable');
    },
  });
  log.error({ err: unreadable }, 'lost');
  log.error(
    {
      err: {
        get member() {
          throw new Error('unreadable');
        },
      },
    },
    'lost',
  );
  log.info({}, 'written');
  expect(log.dropped()).toBe(2);
  expect(lines).toHaveLength(1);
});
