import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suites } from '@tooling/vitest';

const PROCESSES = 'test/processes/*.test.ts';
const CONSOLE = 'test/console/*.test.ts';

/** The files that replace a module or the network, which other files in the same worker would notice. */
const replacing = globSync('{src,test}/**/*.test.ts', {
  cwd: import.meta.dirname,
  exclude: [PROCESSES, CONSOLE],
}).filter((file) =>
  /\b(?:vi\.(?:mock|doMock)|mockNetwork)\(/.test(readFileSync(join(import.meta.dirname, file), 'utf8')),
);

export default suites({
  'in process': {
    exclude: [PROCESSES, CONSOLE, ...replacing],
    // Queries in SQL need what the package makes when it is built.
    globalSetup: '../../packages/sql/test/data-directory.ts',
  },
  isolated: { include: replacing, isolate: true },
  // These tests show the built console to a browser.
  console: {
    include: [CONSOLE],
    isolate: true,
    globalSetup: 'test/processes/build-command.ts',
  },
  // These tests start the built command. It is built once, before the first of them.
  processes: {
    include: [PROCESSES],
    isolate: true,
    globalSetup: 'test/processes/build-command.ts',
  },
});
