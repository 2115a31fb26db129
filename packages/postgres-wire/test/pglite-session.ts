import { type PGlite, protocol } from '@electric-sql/pglite';
import type { Column, Description, Result, Session, Statement, TextRow } from '../src/index.js';

type Message = Awaited<ReturnType<PGlite['execProtocol']>>['messages'][number];

/** Sends one statement to a PGlite, without rows or with them. */
async function exchange(
  database: PGlite,
  sql: string,
  { types, parameters }: { readonly types: readonly number[]; readonly parameters: TextRow | undefined },
): Promise<readonly Message[]> {
  const { serialize } = protocol;
  const parse = serialize.parse({ text: sql, types: [...types] });
  const rest = parameters
    ? [serialize.bind({ values: [...parameters] }), serialize.describe({ type: 'P' }), serialize.execute({})]
    : [serialize.describe({ type: 'S' })];
  const { messages } = await database.execProtocol(Buffer.concat([parse, ...rest, serialize.sync()]));
  return messages;
}

const columnsIn = (messages: readonly Message[]): readonly Column[] | undefined => {
  const found = messages.find(({ name }) => name === 'rowDescription') as unknown as
    | { readonly fields: readonly { readonly name: string; readonly dataTypeID: number; readonly tableID: number }[] }
    | undefined;
  return found?.fields.map(({ name, dataTypeID: type, tableID: table }) => ({ name, type, table }));
};

function statementOf(database: PGlite, sql: string, types: readonly number[]): Statement {
  return {
    isWrite: !/^\s*(select|values|show|with)/i.test(sql),
    async describe(): Promise<Description> {
      const messages = await exchange(database, sql, { types, parameters: undefined });
      const described = messages.find(({ name }) => name === 'parameterDescription') as unknown as {
        readonly dataTypeIDs: readonly number[];
      };
      return { parameterTypes: described.dataTypeIDs, columns: columnsIn(messages) };
    },
    async run({ parameters, signal, notice }): Promise<Result> {
      if (sql.startsWith('select wait')) return waitFor(signal, notice);
      if (sql.startsWith('copy')) return { tag: 'COPY 2', copy: { columns: 1, data: twoLines() } };
      const messages = await exchange(database, sql, { types, parameters });
      const rows = messages.flatMap((message) =>
        message.name === 'dataRow' ? [(message as unknown as { readonly fields: TextRow }).fields] : [],
      );
      const complete = messages.find(({ name }) => name === 'commandComplete') as unknown as { readonly text: string };
      return { tag: complete.text, columns: columnsIn(messages), rows };
    },
  };
}

async function* twoLines(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('1\n');
  yield Buffer.from('2\n');
}

/** A statement that never ends by itself. */
function waitFor(
  signal: AbortSignal,
  notice: (problem: { sqlState: string; message: string }) => void,
): Promise<Result> {
  notice({ sqlState: '00000', message: 'waiting' });
  return new Promise((_, reject) => {
    const stop = () => reject(Object.assign(new Error('canceling statement due to user request'), { code: '57014' }));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** A session of a real PostgreSQL. */
export function pgliteSession(
  database: PGlite,
  {
    results,
    onClose,
    ...rest
  }: Pick<Session, 'hold'> & { readonly results: { opened: number; closed: number }; readonly onClose: () => void },
): Session {
  return {
    // Enough for tests: no statement here has a semicolon inside.
    prepare: async (sql, types) =>
      sql
        .split(';')
        .filter((part) => part.trim() !== '')
        .map((part) => {
          const statement = statementOf(database, part, types);
          return {
            ...statement,
            async run(options) {
              const result = await statement.run(options);
              results.opened += 1;
              return { ...result, close: () => void (results.closed += 1) };
            },
          };
        }),
    parameters: { server_version: '18.0', client_encoding: 'UTF8', DateStyle: 'ISO, MDY', TimeZone: 'UTC' },
    describeCursor: (name) => (name === 'declared' ? [{ name: 'n', type: 23 }] : undefined),
    close: onClose,
    ...rest,
  };
}
