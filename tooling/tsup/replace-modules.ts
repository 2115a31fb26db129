import type { Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

const NAMESPACE = 'replaced';

/** @param sources module -> the source that takes its place; that source may import files of the module */
export function replaceModules(sources: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'replace-modules',
    setup(build) {
      build.onResolve({ filter: new RegExp(`^(${Object.keys(sources).join('|')})$`) }, ({ path, resolveDir }) => ({
        path,
        namespace: NAMESPACE,
        pluginData: resolveDir,
      }));
      build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path, pluginData: resolveDir }) => ({
        contents: sources[path] ?? '',
        resolveDir: String(resolveDir),
      }));
    },
  };
}
