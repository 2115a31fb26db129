import { defineConfig, type TestUserConfig } from 'vitest/config';

/** Resolves other packages of the workspace to their source, so that tests need no build. */
const conditions = ['@twilio-connector/source', 'node', 'import', 'default'];

/** The vitest configuration of a package, with its own options merged in. */
export function suite(test: TestUserConfig = {}) {
  return defineConfig({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: {
      include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      // Threads start faster than a process per file.
      pool: 'threads',
      restoreMocks: true,
      // Long enough for a busy machine, short enough to find a test that hangs.
      testTimeout: 30_000,
      hookTimeout: 60_000,
      ...test,
    },
  });
}
