import { defineConfig } from 'tsup';

/**
 * The build configuration of a package: ESM with declarations and source maps from `src/index.ts`. A package with other
 * entries, such as a command, passes them as output name -> source file.
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
