import { expect, test } from 'vitest';
import { createClient, database } from '../client.js';
import { attackFiles, readAttacks } from './read-attacks.js';

/** What no answer may contain, unless the statement did: files of the host, and the engine's own schema. */
const SECRETS = /\/pglite|\/work|\/home|\/root|node_modules|twilio_scan/;

const attacks = attackFiles.map((file) => [file, readAttacks(file)] as const);

/** What became of a statement, and what its client saw. */
async function run(sql: string): Promise<{ readonly outcome: string; readonly seen: string }> {
  try {
    const { rows, tag } = await createClient().run(sql);
    return { outcome: 'harmless', seen: JSON.stringify(rows ?? tag) };
  } catch (error) {
    const { sqlState, message, detail, hint } = error as Partial<Record<string, string>>;
    return { outcome: sqlState ?? `no SqlError: ${message}`, seen: `${message} ${detail} ${hint}` };
  }
}

/** The engine runs the next statement as before, for a user who may only read. */
async function expectEngineAsBefore(): Promise<void> {
  const { rows } = await database.query(
    `select current_user, session_user, current_setting('is_superuser'), current_setting('transaction_read_only'),
      (select count(*) from pg_class where relname = 'messages'), current_setting('search_path')`,
  );
  expect(rows).toEqual([['postgres', 'postgres', 'off', 'on', 1, 'public']]);
  expect((await database.query('select count(*) from messages')).rows).toEqual([[5000]]);
}

test('there are several hundred statements', () => {
  expect(attacks.flatMap(([, all]) => all).length).toBeGreaterThan(320);
});

test.each(attacks)(
  'each statement of %s is refused or harmless, and tells nothing about the server',
  async (_, all) => {
    const wrong: unknown[] = [];
    for (const { sql, outcomes } of all) {
      const { outcome, seen } = await run(sql);
      if (!outcomes.includes(outcome)) wrong.push({ sql, outcome, seen });
      if (SECRETS.test(seen) && !/twilio.*scan/i.test(sql)) wrong.push({ sql, seen });
    }
    expect(wrong).toEqual([]);
    await expectEngineAsBefore();
  },
);
