import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/** Writes `THIRD-PARTY-LICENSES.txt` beside a bundle, with the license of every package from `node_modules` in it. */
export function thirdPartyLicenses(): Plugin {
  return {
    name: 'third-party-licenses',
    setup(build) {
      build.onEnd(({ metafile, errors }) => {
        if (!metafile || errors.length > 0) return;
        const inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
        const folders = new Set(inputs.filter((path) => path.includes('node_modules/')).map(packageFolderOf));
        const texts = [...folders].map(licenseOf).toSorted();
        writeFileSync(join(build.initialOptions.outdir ?? '.', 'THIRD-PARTY-LICENSES.txt'), texts.join(SEPARATOR));
      });
    },
  };
}

const SEPARATOR = `\n${'-'.repeat(80)}\n\n`;

/** Folders within a package may have a `package.json` without a name, which only sets the type of their modules. */
function packageFolderOf(file: string): string {
  for (let folder = dirname(resolve(file)); folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'package.json');
    if (existsSync(path) && packageJsonAt(folder).name !== undefined) return folder;
  }
  throw new Error(`${file} belongs to no package.`);
}

function packageJsonAt(folder: string): { name?: string; version?: string; license?: string } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as ReturnType<typeof packageJsonAt>;
}

function licenseOf(folder: string): string {
  const { name, version, license } = packageJsonAt(folder);
  const files = globSync('{LICENSE,LICENCE,License,license,COPYING,NOTICE}*', { cwd: folder }).toSorted();
  if (files.length === 0 && license === undefined) throw new Error(`${name} has no license.`);
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return `${[`${name} ${version} (${license})`, ...texts].join('\n\n')}\n`;
}
