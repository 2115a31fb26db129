import { defineConfig, type TestUserConfig } from 'vitest/config';

/** Lets a test read a sibling package's source, so that no test needs a build. */
const conditions = ['@twilio-connector/source', 'node', 'import', 'default'];

/** The tests of one package, and what this package needs otherwise. */
export function suite(test: TestUserConfig = {}) {
  return defineConfig({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: {
      include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      // Threads share a process: no start-up of a new one for each file.
      pool: 'threads',
      restoreMocks: true,
      // A machine may be busy with something else; a test that hangs is still found.
      testTimeout: 30_000,
      hookTimeout: 60_000,
      ...test,
    },
  });
}
