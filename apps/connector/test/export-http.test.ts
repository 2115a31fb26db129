import { get, type IncomingMessage } from 'node:http';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { partsToText } from '../src/exports/parts.js';
import { CONNECTION, startTestBed, type TestBed } from './test-bed.js';

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed({ SIMULATOR_ROWS: '3000' });
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

interface Downloaded {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Whether the body ended as HTTP says that it ends. */
  readonly isWhole: boolean;
}

/** Downloads without fetch, which would decompress. */
function download(query: string, { type = 'Messages', encoding = 'identity' } = {}): Promise<Downloaded> {
  const url = `${bed.url}/export/v1/${CONNECTION}/entityTypes/${type}?${query}`;
  const headers = { Authorization: `Bearer ${bed.token}`, 'Accept-Encoding': encoding };
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => {});
      response.on('close', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
          isWhole: response.complete,
        }),
      );
    }).on('error', reject);
  });
}

const linesOf = (body: Buffer) => body.toString().split('\n').filter(Boolean);
const sids = () => new Set(bed.simulator.snapshot('Messages').map(({ sid }) => sid));
const WHERE = `conditions=${encodeURIComponent('DateSent IS NOT NULL')}`;

describe('a download', () => {
  test.each([
    ['identity', undefined, (body: Buffer) => body],
    ['gzip', 'gzip', gunzipSync],
    ['gzip, zstd', 'zstd', zstdDecompressSync],
  ])('with Accept-Encoding %s contains every row once', async (encoding, coding, decode) => {
    const { status, headers, body, isWhole } = await download('format=ndjson', { encoding });
    expect([status, isWhole, headers['content-encoding']]).toEqual([200, true, coding]);
    expect(headers['content-disposition']).toBe('attachment; filename="Messages.ndjson"');
    const keys = linesOf(decode(body)).map((line) => (JSON.parse(line) as { Sid: string }).Sid);
    expect(keys).toHaveLength(sids().size);
    expect(new Set(keys)).toEqual(sids());
  });

  test('as CSV has the asked columns in their order', async () => {
    const { body, headers } = await download('format=csv&fields=To,Sid&limit=2');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    const [header, first] = linesOf(body);
    expect(header).toBe('To,Sid');
    expect(first).toMatch(/^[^,]+,SM\w{32}$/);
    expect(linesOf(body)).toHaveLength(3);
  });

  test('as Parquet is not compressed again', async () => {
    const { body, headers } = await download('format=parquet&limit=7', { encoding: 'gzip' });
    expect(headers['content-encoding']).toBeUndefined();
    const compressors = { ZSTD: (bytes: Uint8Array) => zstdDecompressSync(bytes) };
    expect(await parquetReadObjects({ file: new Uint8Array(body).buffer, compressors })).toHaveLength(7);
  });

  test('is logged when it has ended, with its requests to Twilio', async () => {
    const { headers } = await download(`format=ndjson&${WHERE}`);
    const logged = () => bed.log.find((line) => line.includes(String(headers['x-call-id'])));
    await expect.poll(logged).toBeDefined();
    expect(JSON.parse(logged() ?? '')).toMatchObject({
      method: 'export.connections.entityTypes.export',
      status: 200,
      resource: CONNECTION,
      twilioRequests: bed.simulator.journal.count,
    });
  });

  test.each(['identity', 'gzip', 'zstd'])(
    'that Twilio breaks off never looks whole, with the coding %s',
    async (encoding) => {
      bed.simulator.addFault({ kind: 'slow', ms: 0, count: 1 });
      bed.simulator.addFault({ kind: 'status', status: 404 });
      const { status, isWhole, headers } = await download('format=ndjson', { encoding });
      expect([status, isWhole]).toEqual([200, false]);
      const logged = () => bed.log.find((line) => line.includes(String(headers['x-call-id'])));
      await expect.poll(logged).toBeDefined();
      expect(JSON.parse(logged() ?? '')).toMatchObject({ status: 404 });
    },
  );

  test('stops its requests to Twilio when the client disconnects', async () => {
    const url = `${bed.url}/export/v1/${CONNECTION}/entityTypes/Messages?format=ndjson`;
    const controller = new AbortController();
    const response = await fetch(url, { headers: { Authorization: `Bearer ${bed.token}` }, signal: controller.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    controller.abort();
    await expect.poll(() => bed.log.some((line) => line.includes('CANCELLED'))).toBe(true);
    expect(bed.simulator.journal.count).toBeLessThan(4);
  });
});

describe('the number of rows', () => {
  test.each(['count=true', 'count=true&serial=true'])('is the answer to %s', async (query) => {
    const { body, headers } = await download(query);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(JSON.parse(body.toString())).toEqual({ count: sids().size, requests: expect.any(Number), warnings: [] });
  });
});

describe('pages', () => {
  test('of a scan can be continued after the parts that are complete', async () => {
    const whole = linesOf((await download(`format=pages&${WHERE}`)).body).map((line) => JSON.parse(line));
    const last = whole.at(-1);
    expect(last).toEqual({ warnings: [], requests: expect.any(Number) });
    const completed = whole.flatMap((page) => page.completed ?? []);
    expect(partsToText(completed)).toBe('0');
    bed.simulator.journal.clear();
    const rest = linesOf((await download(`format=pages&completed=0&${WHERE}`)).body);
    expect(rest.map((line) => JSON.parse(line))).toEqual([{ warnings: [], requests: 0 }]);
  });
});

describe('a download that cannot begin', () => {
  test.each([
    ['fields=Sid,Bodi', 400, 'INVALID_PARAMETER', 'which Messages does not have. Did you mean Body?'],
    ['conditions=Nothing%20%3D%201', 400, 'INVALID_CONDITION', 'Nothing'],
    ['completed=x', 400, 'INVALID_PARAMETER', 'must be parts of a list'],
    ['format=xlsx', 400, 'INVALID_PARAMETER', 'ndjson, csv, parquet'],
    ['formt=csv', 400, 'UNKNOWN_PARAMETER', 'Did you mean format?'],
  ])('for %s is answered with %i %s', async (query, status, reason, message) => {
    const { status: answered, body } = await download(query);
    const { error } = JSON.parse(body.toString());
    expect([answered, error.details[0].reason]).toEqual([status, reason]);
    expect(error.message).toContain(message);
  });

  test('for an unknown entity type is answered with its nearest name', async () => {
    const { status, body } = await download('', { type: 'Mesages' });
    expect([status, body.toString()]).toEqual([404, expect.stringContaining('Did you mean')]);
  });

  test('because of Twilio is answered with the error of Twilio', async () => {
    bed.simulator.addFault({ kind: 'status', status: 403 });
    const { status, body } = await download('');
    expect([status, body.toString()]).toEqual([400, expect.stringContaining('Twilio')]);
  });
});
