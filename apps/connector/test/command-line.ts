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

/** The built command. */
export const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

/** Runs the command with nothing but the given environment, and says how it ended. */
export function runCommand(args: readonly string[], env: Readonly<Record<string, string>>) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile('node', [cli, ...args], { env: { PATH: process.env.PATH ?? '', ...env } }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}
