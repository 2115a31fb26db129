import { suite } from '@tooling/vitest';

// What plans, filters and reads must be tested line by line: `pnpm coverage`, one of the gates.
export default suite({
  coverage: { include: ['src/conditions/**', 'src/engine/**'], exclude: ['**/*.test.ts'], thresholds: { lines: 95 } },
});
