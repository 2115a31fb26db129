import { readEnv } from '../../env.js';
import { createNote } from '../terminal/notes.js';
import type { DataSource } from './data-source.js';
import { openDataSource, type SourceFlags } from './open-data-source.js';

/** Runs work with the data source in the flags or the environment. Ctrl-C aborts its calls. */
export async function withSource(
  flags: SourceFlags,
  process: NodeJS.Process,
  work: (source: DataSource, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const onSignal = () => controller.abort();
  process.once('SIGINT', onSignal);
  const source = await openDataSource(flags, readEnv(process.env), createNote(process));
  try {
    await work(source, controller.signal);
  } finally {
    process.off('SIGINT', onSignal);
    await source.close();
  }
}
