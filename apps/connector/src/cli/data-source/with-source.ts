import { readEnv } from '../../env.js';
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
  const note = (sentence: string) => void process.stderr.write(`${sentence}\n`);
  const source = await openDataSource(flags, readEnv(process.env), note);
  try {
    await work(source, controller.signal);
  } finally {
    process.off('SIGINT', onSignal);
    await source.close();
  }
}
