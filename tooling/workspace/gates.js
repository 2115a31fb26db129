import { join } from 'node:path';
import { root } from './toolchain.js';

const folderRules = join(root, 'tooling/workspace/dependency-cruiser.config.js');

/** The gates of `pnpm check`, cheapest first. */
export const gates = [
  { name: 'formatting', command: 'prettier', args: ['--check', '--log-level=warn', '.'] },
  { name: 'lint', command: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'same versions everywhere', command: 'sherif', args: [] },
  { name: 'layers', command: 'turbo', args: ['boundaries'] },
  {
    name: 'folders',
    command: 'depcruise',
    args: ['--config', folderRules, '--output-type', 'err-long', 'packages', 'apps'],
  },
  { name: 'types', command: 'turbo', args: ['run', 'typecheck', '--output-logs=errors-only'] },
  { name: 'unused code', command: 'knip', args: [] },
  { name: 'coverage', command: 'turbo', args: ['run', 'coverage', '--output-logs=errors-only'] },
  { name: 'packages', command: 'turbo', args: ['run', 'publint', 'attw', '--output-logs=errors-only'] },
];
