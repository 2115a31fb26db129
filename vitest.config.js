import { defineConfig } from 'vitest/config';

// Vitest would leave one core for itself, which idles while the tests wait for processes.
export default defineConfig({
  test: { projects: ['packages/*', 'apps/*', 'tooling/workspace'], maxWorkers: '100%' },
});
