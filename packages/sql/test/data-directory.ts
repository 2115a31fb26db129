import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What the data directory is made from. */
const SOURCES = [
  '../scripts/make-data-directory.ts',
  '../scripts/executable-functions.ts',
  '../src/allowed/functions.ts',
];

/** Makes the engine's data directory unless a build has made it since its sources changed. */
export function setup(): void {
  const made = statSync(file('../dist/data-directory.tar.gz'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (SOURCES.every((source) => statSync(file(source)).mtimeMs < made)) return;
  execFileSync(process.execPath, ['--no-warnings', file('../scripts/make-data-directory.ts')], { stdio: 'inherit' });
}
