import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { defineConfig, type TestUserConfig } from 'vitest/config';

/** Tests import the source of sibling packages, so that they need no build. */
const conditions = ['@twilio-connector/source', 'node'];

// Threads share what V8 compiles between WebAssembly and JavaScript, and it ends the process when two of them drop and take it at
// once (nodejs/node#64500). `packages/sql/src/pglite/web-assembly.ts` does the same for its threads.
setFlagsFromString('--wasm-wrapper-tiering-budget=2147483647');

/** The vitest configuration of a package. `test` overrides the defaults. */
export function suite(test: TestUserConfig = {}) {
  return defineConfig({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: {
      include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      // Threads avoid starting a process for each file. Files that share a worker import each module once.
      pool: 'threads',
      isolate: false,
      setupFiles: ['clean-up.ts', 'random-input.ts'].map((file) => fileURLToPath(new URL(file, import.meta.url))),
      restoreMocks: true,
      // Limits are generous, because the machine may be busy with other work.
      testTimeout: 180_000,
      hookTimeout: 180_000,
      expect: { poll: { timeout: 60_000 } },
      ...test,
    },
  });
}

/** The vitest configuration of a package with several suites, by name. Each has its own settings and global set-up. */
export function suites(tests: Readonly<Record<string, TestUserConfig>>) {
  const projects = Object.entries(tests).map(([name, test]) => suite({ name, ...test }));
  return defineConfig({ test: { projects } });
}
