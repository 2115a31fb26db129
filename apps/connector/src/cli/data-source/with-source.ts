import { readEnv } from '../../env.js';
import { createNote } from '../terminal/notes.js';
import type { DataSource } from './data-source.js';
import { openDataSource, type SourceFlags } from './open-data-source.js';

/**
 * Runs work with the data source in the flags or the environment. Ctrl-C aborts its calls.
 *
 * @param env default: that of the process
 */
export async function withSource(
  flags: SourceFlags,
  process: NodeJS.Process,
  work: (source: DataSource, signal: AbortSignal) => Promise<void>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const controller = new AbortController();
  const onSignal = () => controller.abort();
  process.once('SIGINT', onSignal);
  const source = await openDataSource(flags, readEnv(env), createNote(process));
  try {
    await work(source, controller.signal);
  } finally {
    process.off('SIGINT', onSignal);
    await source.close();
  }
}
