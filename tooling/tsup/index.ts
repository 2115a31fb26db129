import { defineConfig } from 'tsup';

/**
 * Builds a package as ESM with declarations and source maps. The default entry is `src/index.ts`; a package with more
 * entries, such as a command, passes all of them as output name -> source file.
 */
export function library(entry: Record<string, string> = { index: 'src/index.ts' }) {
  return defineConfig({
    entry,
    format: 'esm',
    target: 'node22',
    platform: 'node',
    dts: true,
    sourcemap: true,
    clean: true,
    splitting: true,
  });
}
