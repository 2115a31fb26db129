import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Vitest calls this: builds the command once, before the tests of this folder. Turbo skips the build unless a source changed. */
export async function setup(): Promise<void> {
  const filter = '--filter=@twilio-connector/connector...';
  await promisify(execFile)('node', [join(root, 'tooling/workspace/run.js'), 'turbo', 'run', 'build', filter], {
    cwd: root,
  });
}
