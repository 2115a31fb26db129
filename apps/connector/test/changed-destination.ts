import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Row = Readonly<Record<string, unknown>>;

/** Every row of the parts of a destination in NDJSON, oldest first. */
export function changesIn(folder: string): readonly Row[] {
  const parts = readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson'))
    .toSorted((a, b) => a.localeCompare(b));
  const lines = parts.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean));
  return lines.map((line) => JSON.parse(line) as Row);
}

/** Reads a destination as the documentation says: of each `_key` the row with the highest `_sequence`, unless it is a deletion. */
export function rowsIn(folder: string): ReadonlyMap<string, Row> {
  const last = new Map<string, Row>();
  for (const row of changesIn(folder)) {
    const key = String(row['_key']);
    if (Number(row['_sequence']) > Number(last.get(key)?.['_sequence'] ?? 0)) last.set(key, row);
  }
  const kept = [...last].filter(([, row]) => row['_operation'] !== 'delete');
  return new Map(kept.map(([key, { _operation, _sequence, _key, ...row }]) => [key, row]));
}

/** The rows that were written again without a change, or deleted twice. A reader of changes would count them twice. */
export function doubledIn(folder: string): readonly Row[] {
  const last = new Map<unknown, string>();
  return changesIn(folder).filter(({ _key, _sequence, _operation, ...row }) => {
    const content = _operation === 'delete' ? 'deleted' : JSON.stringify(row);
    const before = last.get(_key) ?? 'deleted';
    last.set(_key, content);
    return content === before || (_operation === 'insert') !== (before === 'deleted');
  });
}
