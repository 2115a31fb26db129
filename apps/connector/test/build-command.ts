import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Builds the command, which is what its tests run; turbo has it already unless a source changed. */
export async function buildCommand(): Promise<void> {
  const filter = '--filter=@twilio-connector/connector...';
  await promisify(execFile)('node', [join(root, 'tooling/workspace/run.js'), 'turbo', 'run', 'build', filter], {
    cwd: root,
  });
}
