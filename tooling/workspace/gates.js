import { join } from 'node:path';
import { capture, root } from './toolchain.js';

const folderRules = join(root, 'tooling/workspace/dependency-cruiser.config.js');

/** The gates of `pnpm check` and `npm test`, longest first, so that two at a time end at about the same moment. */
export const gates = [
  { name: 'packages', command: 'turbo', args: ['run', 'publint', 'attw', '--output-logs=errors-only'] },
  // oxlint checks types with TypeScript 7, which takes a tenth of the time of TypeScript 6 and finds the same.
  { name: 'lint and types', command: 'oxlint', args: ['--type-aware', '--type-check', '--deny-warnings'] },
  { name: 'formatting', command: 'prettier', args: ['--check', '--log-level=warn', '.'] },
  {
    name: 'folders',
    command: 'depcruise',
    args: ['--config', folderRules, '--output-type', 'err-long', 'packages', 'apps'],
  },
  { name: 'unused code', command: 'knip', args: [] },
  { name: 'layers', command: 'turbo', args: ['boundaries'] },
  { name: 'same versions everywhere', command: 'sherif', args: [] },
];

/** Runs every gate, even after one fails, two at a time. Returns the names of those that failed. */
export async function runGates(env = {}) {
  const failed = [];
  const waiting = gates.values();
  const lane = async () => {
    for (const { name, command, args } of waiting) {
      const { code, output } = await capture(command, args, { env });
      process.stdout.write(`— ${name}${code === 0 ? '' : ' failed'}\n${output}`);
      if (code !== 0) failed.push(name);
    }
  };
  await Promise.all([lane(), lane()]);
  return failed;
}
