import { spreadOf } from '../src/statistics.ts';
import type { Row } from '../src/table.ts';
import { startMeasured } from '../src/measured-process.ts';
import { atLeast, atMost, plain } from '../nodes/row.ts';
import type { EngineSpeed } from './engine-process.ts';
import { FORMATS, runExport } from './export-run.ts';

const MB = 1e6;
/** The most memory of a process that exports, in MB. */
const MOST_MB: Readonly<Record<(typeof FORMATS)[number], number>> = { ndjson: 150, csv: 150, parquet: 250 };
/** Memory is flat if ten times the rows take at most so many times as much. */
const FLAT = 1.2;
const ENGINE_ROWS = 30_000;
const ENGINE_ROUNDS = 15;

/** Measures exports to files, of all messages and of a tenth of them. Without latency, so that nothing waits. */
export async function measureExports(messages: number): Promise<Row[]> {
  const simulator = startMeasured('../scan/messages-process.ts', {});
  try {
    const url = String(await simulator.ask('start', 0));
    const runs = async (count: number) => {
      process.stderr.write(`exports of ${count} messages …\n`);
      await simulator.ask('fill', { distribution: 'even', count });
      const results = [];
      for (const format of FORMATS) results.push({ format, ...(await runExport(url, format)) });
      return results;
    };
    const [few, all] = [await runs(messages / 10), await runs(messages)];
    return all.flatMap(({ format, rows, ms, peakRss, fileBytes }, index) => {
      const measured = `${messages.toLocaleString('en-US')} messages to ${format}`;
      const rise = peakRss / (few[index]?.peakRss ?? Number.NaN);
      return [
        plain(measured, 'export', ms / 1000, 's'),
        plain(measured, 'size of the file', fileBytes / MB, 'MB'),
        atMost(plain(measured, 'peak RSS', peakRss / MB, 'MB'), MOST_MB[format]),
        atMost(plain(measured, 'peak RSS ÷ that of a tenth', rise, '×'), FLAT),
        atMost(plain(measured, 'rows lost or doubled', Math.abs(messages - rows)), 0),
      ];
    });
  } finally {
    await simulator.stop();
  }
}

/** Compares a scan with `JSON.parse` alone, by the time of its thread. */
export async function measureEngine(): Promise<Row[]> {
  process.stderr.write('engine …\n');
  const engine = startMeasured('../scan/engine-process.ts', {});
  try {
    const speeds = (await engine.ask('measure', {
      rows: ENGINE_ROWS,
      rounds: ENGINE_ROUNDS,
    })) as readonly EngineSpeed[];
    const measured = 'pages without latency and limit';
    const row = (contestant: string, values: readonly number[], unit: string) => ({
      measured,
      contestant,
      figure: spreadOf(values),
      unit,
    });
    return [
      row(
        '`JSON.parse` alone',
        speeds.map(({ parse }) => parse),
        'rows/s',
      ),
      row(
        'scan',
        speeds.map(({ scan }) => scan),
        'rows/s',
      ),
      atLeast(
        row(
          'scan ÷ `JSON.parse`',
          speeds.map(({ scan, parse }) => scan / parse),
          '×',
        ),
        0.5,
      ),
    ];
  } finally {
    await engine.stop();
  }
}
