import type { Catalog, Column, Row, Table } from '@twilio-connector/sql';
import { serveMeasured } from '../src/measured-process.ts';

/** The statements of the adversarial suite, with what becomes of each. */
interface Suite {
  readonly attackFiles: readonly string[];
  readonly readAttacks: (file: string) => readonly { readonly sql: string; readonly outcomes: readonly string[] }[];
}

/** Those that ask for more than there is. */
interface HeavySuite {
  readonly HEAVY: readonly (readonly [name: string, sqlState: string, sql: string])[];
  readonly SEARCHES: readonly string[];
}

const SUITE = new URL('../../packages/sql/test/adversarial/', import.meta.url);
const MESSAGES = 5000;
const SHORT_MS = 200;
const LONG_MS = 15_000;

const key: Column = { name: 'sid', type: 'text', isKey: true, isNullable: false, comparisons: ['='] };
const text = (name: string): Column => ({ name, type: 'text', comparisons: ['='] });
const time = (name: string): Column => ({ name, type: 'timestamptz', comparisons: ['=', '<', '<=', '>', '>='] });
const table = (name: string, ...columns: readonly Column[]): Table => ({
  name,
  pageSize: 100,
  columns: [key, ...columns],
});

/** The tables that the suite names, with the columns that it names. */
const catalog: Catalog = {
  tables: [
    table('messages', text('to_number'), text('from_number'), time('date_sent'), text('body'), text('status')),
    table('calls', text('to_number'), time('start_time'), { name: 'duration', type: 'integer' }),
    table('recordings', text('call_sid'), time('date_created')),
    table('numbers', text('phone_number'), text('friendly_name')),
  ],
};

const messages = Array.from({ length: MESSAGES }, (_, index): Row => ({
  sid: `SM${String(index).padStart(32, '0')}`,
  to_number: '+15550100001',
  from_number: '+15550100002',
  date_sent: '2026-11-24T22:28:58Z',
  body: 'hello',
  status: 'sent',
}));

const { createDatabase, createPgliteEngine, createSession } = await import('@twilio-connector/sql');
const { attackFiles, readAttacks } = (await import(new URL('read-attacks.ts', SUITE).href)) as Suite;
const { HEAVY, SEARCHES } = (await import(new URL('heavy-attacks.ts', SUITE).href)) as HeavySuite;
const database = createDatabase({
  engine: createPgliteEngine({ hasSpare: false }),
  catalog,
  async *scan(name) {
    yield { rows: name === 'messages' ? messages : [], requests: 1 };
  },
});
const attacks = attackFiles.flatMap(readAttacks);

async function outcomeOf(sql: string, timeoutMs: number): Promise<string> {
  try {
    await database.run(sql, { session: createSession(), timeoutMs });
    return 'harmless';
  } catch (error) {
    return (error as { readonly sqlState?: string }).sqlState ?? String(error);
  }
}

serveMeasured({
  async ordinary() {
    for (let round = 0; round < 20; round += 1) await database.query('select count(*) from messages');
    await database.query('select relname from pg_class limit 3');
  },
  /** Runs the suite once. Returns how many statements there were, and those that ended otherwise than the suite says. */
  async attack() {
    const wrong: unknown[] = [];
    const run = async (sql: string, outcomes: readonly string[], timeoutMs: number): Promise<void> => {
      const outcome = await outcomeOf(sql, timeoutMs);
      if (!outcomes.includes(outcome)) wrong.push({ sql: sql.slice(0, 100), outcome });
    };
    for (const { sql, outcomes } of attacks) await run(sql, outcomes, LONG_MS);
    for (const [, sqlState, sql] of HEAVY) await run(sql, [sqlState], sqlState === '57014' ? SHORT_MS : LONG_MS);
    for (const sql of SEARCHES) await run(sql, ['harmless'], LONG_MS);
    return { statements: attacks.length + HEAVY.length + SEARCHES.length, wrong };
  },
});
