import { defineConfig } from 'tsup';

/**
 * The build of one package: ESM with declarations and source maps from `src/index.ts`.
 * Further entries (a command, say) are named by the package: output name -> source file.
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
