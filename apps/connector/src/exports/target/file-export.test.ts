import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { fuzzRuns } from '@tooling/vitest/fuzz';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ExportRequest } from './export-request.js';
import { FileExport } from './file-export.js';
import { openFileExport } from './open-file-export.js';
import type { Page } from './staged-rows.js';

const COLUMNS = [{ name: 'Sid', dataType: 'text', isList: false }] as const;
const NOW = Date.parse('2026-11-30T12:00:00Z');

let folder: string;
let target: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-export-'));
  target = join(folder, 'messages');
});
afterEach(() => rmSync(folder, { recursive: true }));

const request = (changes: Partial<ExportRequest> = {}): ExportRequest => ({
  source: 'AC1',
  entityType: 'Messages',
  where: '',
  fields: ['Sid'],
  limit: null,
  allParents: null,
  format: 'ndjson',
  compression: null,
  ...changes,
});

async function open(
  changes: Partial<ExportRequest> = {},
  { isResumed = false, isForced = false, afterPage = (): unknown => undefined } = {},
) {
  const options = { request: request(changes), columns: COLUMNS, isResumed, isForced, now: () => NOW, afterPage };
  const opened = await openFileExport(target, options);
  if (!(opened instanceof FileExport)) throw new Error('The export is complete.');
  return opened;
}

/** Pages of parts, mixed; the first pages of each part come first. */
interface Scenario {
  readonly pagesOf: readonly number[];
  readonly order: readonly number[];
}

/** The pages of the parts that are missing, in an order in which parts are mixed. */
function pagesOf({ pagesOf: counts, order }: Scenario, isMissing: (part: number) => boolean): Page[] {
  const left = counts.map((count, part) => ({ part, count, next: 0 })).filter(({ part }) => isMissing(part));
  const pages: Page[] = [];
  for (let step = 0; left.some(({ next, count }) => next < count); step += 1) {
    const open = left.filter(({ next, count }) => next < count);
    const chosen = open[(order[step % order.length] ?? 0) % open.length];
    if (!chosen) break;
    const { part, count, next } = chosen;
    chosen.next += 1;
    const rows = Array.from({ length: 3 }, (_, index) => ({ Sid: `part ${part}, page ${next}, row ${index} \u2028é` }));
    pages.push({ rows, part, ...(next + 1 === count && { completed: { read: part, low: null, high: null } }) });
  }
  return pages;
}

const scenario = fc.record({
  pagesOf: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }),
  order: fc.array(fc.nat(5), { minLength: 1, maxLength: 10 }),
});

const encodings = [
  { format: 'ndjson', compression: null },
  { format: 'csv', compression: null },
  { format: 'csv', compression: 'gzip' },
  { format: 'ndjson', compression: 'zstd' },
  { format: 'parquet', compression: null },
] as const;

/** Reads the keys of a file in any encoding. */
async function keysOf(bytes: Buffer, { format, compression }: Pick<ExportRequest, 'format' | 'compression'>) {
  const plain = compression === 'gzip' ? gunzipSync(bytes) : compression === 'zstd' ? zstdDecompressSync(bytes) : bytes;
  if (format === 'parquet') {
    const file = new Uint8Array(plain).buffer;
    const rows = await parquetReadObjects({
      file,
      compressors: { ZSTD: (data: Uint8Array) => zstdDecompressSync(data) },
    });
    return rows.map((row) => String(row['Sid']));
  }
  const lines = plain.toString().split('\n').slice(0, -1);
  if (format === 'ndjson') return lines.map((line) => String((JSON.parse(line) as { Sid: string }).Sid));
  expect(lines[0]).toBe('Sid');
  return lines.slice(1).map((line) => line.replace(/^"|"$/g, ''));
}

describe('an export to a file that crashes', () => {
  test.each(encodings)(
    'contains each row once when it is resumed, as $format with compression $compression',
    async (encoding) => {
      await fc.assert(
        fc.asyncProperty(scenario, fc.array(fc.nat(12), { maxLength: 4 }), async (given, crashes) => {
          rmSync(target, { force: true });
          let opened = await open(encoding, { isForced: true });
          for (const pagesBefore of crashes) {
            const done = new Set(opened.completed.map(({ read }) => read));
            for (const page of pagesOf(given, (part) => !done.has(part)).slice(0, pagesBefore)) await opened.add(page);
            const canGoOn = await opened.abandon();
            expect(existsSync(target)).toBe(false);
            const work = `${target}.partial`;
            expect(existsSync(work)).toBe(canGoOn);
            if (canGoOn) {
              // What was being written when the process was killed.
              appendFileSync(join(work, 'journal'), '{"part":{"read":0,"low":nu');
              const rows = readdirSync(work).find((name) => name.startsWith('rows-')) ?? '';
              appendFileSync(join(work, rows), 'torn');
            }
            opened = await open(encoding, { isResumed: true });
          }
          const done = new Set(opened.completed.map(({ read }) => read));
          for (const page of pagesOf(given, (part) => !done.has(part))) await opened.add(page);
          const manifest = await opened.finish([]);
          const bytes = readFileSync(target);
          const wanted = pagesOf(given, () => true).flatMap(({ rows }) => rows.map((row) => String(row['Sid'])));
          expect(new Set(await keysOf(bytes, encoding))).toEqual(new Set(wanted));
          expect(await keysOf(bytes, encoding)).toHaveLength(wanted.length);
          expect(manifest).toMatchObject({ rows: wanted.length, bytes: bytes.byteLength });
          expect(manifest.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
          expect(readdirSync(folder).toSorted((a, b) => a.localeCompare(b))).toEqual([
            'messages',
            'messages.manifest.json',
          ]);
        }),
        { numRuns: fuzzRuns(100) },
      );
    },
  );

  test('is completed without reading again if all of its rows were on the disk', async () => {
    const opened = await open({ format: 'parquet' });
    await opened.add({ rows: [{ Sid: 'a' }], part: 0 });
    // A folder in the place of the manifest lets the last step fail.
    const manifest = `${target}.manifest.json`;
    mkdirSync(join(manifest, 'full'), { recursive: true });
    await expect(opened.finish([])).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST|ENOTDIR|EPERM/);
    expect(existsSync(target)).toBe(false);
    rmSync(manifest, { recursive: true });
    const again = await open({ format: 'parquet' }, { isResumed: true });
    expect(again.isWhole).toBe(true);
    expect(await again.finish([])).toMatchObject({ rows: 1, resumed: 1 });
    expect(await keysOf(readFileSync(target), { format: 'parquet', compression: null })).toEqual(['a']);
  });
});

describe('an export to a file that exists', () => {
  test('is refused, and replaces it only when forced and whole', async () => {
    writeFileSync(target, 'precious');
    await expect(open()).rejects.toThrow(`${target} exists. Choose another name, or add --force to replace it.`);
    const opened = await open({}, { isForced: true });
    await opened.add({ rows: [{ Sid: 'a' }], part: 0 });
    expect(readFileSync(target, 'utf8')).toBe('precious');
    await opened.finish([]);
    expect(readFileSync(target, 'utf8')).toBe('{"Sid":"a"}\n');
  });

  test('returns its manifest if the export that should be resumed is complete', async () => {
    const opened = await open();
    await opened.finish(['A warning']);
    const [now, afterPage] = [() => NOW, () => {}];
    const options = { request: request(), columns: COLUMNS, isResumed: true, isForced: false, now, afterPage };
    expect(await openFileExport(target, options)).toMatchObject({ rows: 0, warnings: ['A warning'] });
    await expect(openFileExport(target, { ...options, request: request({ where: "To = 'a'" }) })).rejects.toThrow(
      'exists',
    );
  });
});

describe('an interrupted export', () => {
  beforeEach(async () => {
    const opened = await open();
    await opened.add({ rows: [{ Sid: 'a' }], part: 0, completed: { read: 0, low: null, high: null } });
    await opened.abandon();
  });

  test('is not forgotten without --resume or --force', async () => {
    await expect(open()).rejects.toThrow(/was interrupted\. Add --resume to continue it, or --force to start again\./);
    const forced = await open({}, { isForced: true });
    expect(forced.completed).toEqual([]);
    await forced.abandon();
  });

  test('cannot be resumed with another condition', async () => {
    await expect(open({ where: "To = 'b'" }, { isResumed: true })).rejects.toThrow('another one: where was ""');
  });
});

test('memory can be freed after each page, while pages come and while the file is made of them', async () => {
  let pages = 0;
  const opened = await open({ format: 'parquet' }, { afterPage: () => (pages += 1) });
  const rows = Array.from({ length: 1500 }, (_, index) => ({ Sid: String(index) }));
  await opened.add({ rows, part: 0 });
  await opened.add({ rows, part: 0 });
  expect(pages).toBe(2);
  await opened.finish([]);
  // Staged rows are read in thousands.
  expect(pages).toBe(2 + 3);
});

test('two exports to the same file never mix their rows', async () => {
  const first = await open();
  await first.add({ rows: [{ Sid: 'first' }], part: 0 });
  const second = await open();
  await second.add({ rows: [{ Sid: 'second' }], part: 0 });
  await expect(first.finish([])).rejects.toThrow('ENOENT');
  await second.finish([]);
  expect(readFileSync(target, 'utf8')).toBe('{"Sid":"second"}\n');
});
