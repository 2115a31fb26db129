import { UsageError } from '../../terminal/usage-error.js';
import type { ExportFlags } from '../export-flags.js';

const ONLY_SINGER = ['discover', 'catalog', 'state', 'config'] as const;
const NOT_SINGER = [
  ['all', '--all'],
  ['where', '--where'],
  ['fields', '--fields'],
  ['limit', '--limit'],
  ['format', '--format'],
  ['compress', '--compress'],
  ['resume', '--resume'],
  ['verify', '--verify'],
  ['count', '--count'],
  ['sinceLast', '--since-last'],
  ['fullRefresh', '--full-refresh'],
] as const;

/** @throws UsageError if options of Singer are mixed with others */
export function checkSingerFlags(flags: ExportFlags): void {
  const { protocol, to } = flags;
  if (protocol === undefined) {
    const found = ONLY_SINGER.find((name) => flags[name] !== undefined);
    if (found) throw new UsageError(`--${found} belongs to --protocol singer.`);
    return;
  }
  const other = NOT_SINGER.find(([name]) => flags[name] !== undefined)?.[1];
  const found = to === undefined || to === '-' ? other : '--to';
  if (found === undefined) return;
  throw new UsageError(
    `--protocol singer writes to standard output what the catalog selects: leave out ${found}. Conditions are set in the file of --config.`,
  );
}
