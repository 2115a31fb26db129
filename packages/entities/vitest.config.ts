import { suite } from '@tooling/vitest';

// What plans, filters and reads must be tested line by line. `npm test` and `pnpm check` measure it.
export default suite({
  coverage: {
    include: ['src/conditions/**', 'src/engine/**'],
    exclude: ['**/*.test.ts'],
    thresholds: { lines: 95 },
    reporter: [['text', { skipFull: true }]],
  },
});
