/** The gates of `pnpm check`: what each is called and the command that holds it. Order: cheapest first. */
export const gates = [
  { name: 'formatting', command: 'prettier', args: ['--check', '--log-level=warn', '.'] },
  { name: 'lint', command: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'same versions everywhere', command: 'sherif', args: [] },
  { name: 'layers', command: 'turbo', args: ['boundaries'] },
  { name: 'types', command: 'turbo', args: ['run', 'typecheck', '--output-logs=errors-only'] },
  { name: 'unused code', command: 'knip', args: [] },
  { name: 'coverage', command: 'turbo', args: ['run', 'coverage', '--output-logs=errors-only'] },
  { name: 'packages', command: 'turbo', args: ['run', 'publint', 'attw', '--output-logs=errors-only'] },
];
