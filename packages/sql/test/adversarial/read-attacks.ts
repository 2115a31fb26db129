import { readdirSync, readFileSync } from 'node:fs';

/** Statements of a file, each with the SQLSTATEs that it may be refused with; `harmless` for those that are answered. */
export interface Attack {
  readonly sql: string;
  readonly outcomes: readonly string[];
}

const FOLDER = new URL('.', import.meta.url);

export const attackFiles = readdirSync(FOLDER).filter((name) => name.endsWith('.sql'));

/** Reads a file of statements, whose comments say what becomes of those that follow: `-- 42501`. */
export function readAttacks(file: string): readonly Attack[] {
  const groups = readFileSync(new URL(file, FOLDER), 'utf8').split(/^-- (?=harmless|[0-9A-Z]{5}(?: |$))/m);
  return groups.slice(1).flatMap((group) => {
    const [outcomes = '', ...lines] = group.split('\n');
    const statements = lines.join('\n').split(/;\n/);
    return statements.filter((sql) => sql.trim() !== '').map((sql) => ({ sql, outcomes: outcomes.split(' ') }));
  });
}
