import { suites } from '@tooling/vitest';

const PROCESSES = 'test/processes/**';

export default suites({
  'in process': { exclude: [PROCESSES] },
  // These tests start the built command. It is built once, before the first of them.
  processes: {
    include: [`${PROCESSES}/*.test.ts`],
    globalSetup: 'test/processes/build-command.ts',
    hookTimeout: 120_000,
  },
});
