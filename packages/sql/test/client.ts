import {
  createPgliteEngine,
  createDatabase,
  createSession,
  type Catalog,
  type Notice,
  type Session,
} from '../src/index.js';
import { createSource } from './source.js';
import { createWorld, NOW } from './world.js';

const world = createWorld();
export const catalog: Catalog = { tables: world.map(({ table }) => table) };
export const { scan } = createSource(world);
/** The test files of a thread share it; a thread that waits ends with its process. */
export const engine = createPgliteEngine({ hasSpare: false });
export const database = createDatabase({ catalog, scan, engine, now: () => NOW });

/** A client with a session of its own. */
export function createClient(session: Session = createSession()) {
  const notices: Notice[] = [];
  const run = (sql: string) => database.run(sql, { session, notice: (notice) => notices.push(notice) });
  return {
    session,
    notices,
    run,
    value: async (sql: string) => (await run(sql)).rows?.[0]?.[0],
    tag: async (sql: string) => (await run(sql)).tag,
    failure: (sql: string) =>
      run(sql).then(
        () => 'no error',
        (error: unknown) => error,
      ),
  };
}
