import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Makes the engine's data directory unless a build has made it. */
export function setup(): void {
  if (existsSync(file('../dist/data-directory.tar.gz'))) return;
  execFileSync(process.execPath, ['--no-warnings', file('../scripts/make-data-directory.ts')], { stdio: 'inherit' });
}
