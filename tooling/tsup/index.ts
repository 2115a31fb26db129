import { defineConfig } from 'tsup';
import { replaceModules } from './replace-modules.ts';
import { thirdPartyLicenses } from './third-party-licenses.ts';

const SHARED = { format: 'esm', target: 'node22', platform: 'node', sourcemap: true, splitting: true } as const;

/**
 * The build configuration of a package: ESM with declarations and source maps from `src/index.ts`. A package with other
 * entries, such as a command, passes them as output name -> source file.
 */
export function library(entry: Record<string, string> = { index: 'src/index.ts' }) {
  return defineConfig({ ...SHARED, entry, dts: true, clean: true });
}

interface CommandOptions {
  /** Optional dependencies, which the user installs. */
  readonly external: string[];
  /** Module -> the source of what the command gets in its place, for packages that load much more than is used. */
  readonly replaced: Readonly<Record<string, string>>;
}

/**
 * The build configuration of a command, bundled with its dependencies: Node spends most of a start on finding and linking
 * modules, and loads a few chunks in half the time that several hundred files take. Beside the command lie the licenses of
 * what it contains. Build it after the library, which cleans the folder.
 */
export function command(entry: Record<string, string>, { external, replaced }: CommandOptions) {
  return defineConfig({
    ...SHARED,
    entry,
    external,
    noExternal: [new RegExp(`^(?!(${external.join('|')})$)`)],
    esbuildOptions(options) {
      // From their sources the packages of the workspace fall into chunks of what each subcommand needs.
      options.conditions = ['@twilio-connector/source'];
      // Less to read at a start; the names stay, for stack traces.
      options.minifyWhitespace = true;
      options.minifySyntax = true;
    },
    // CommonJS modules in an ES module still call `require` for Node's own modules. Sources may import `createRequire`, too.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    esbuildPlugins: [replaceModules(replaced), thirdPartyLicenses()],
  });
}
