import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { cli } from './built-command.js';

/** Runs the built command in a process that says that it is this version of Node. */
function runOn(version: string, ...args: readonly string[]) {
  const disguise = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`;
  const options = ['--import', `data:text/javascript,${encodeURIComponent(disguise)}`];
  const env = { PATH: process.env.PATH ?? '' };
  return promisify(execFile)('node', [...options, cli, ...args], { env }).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}

test.each(['18.20.4', '20.19.0', '22.17.1'])(
  'the command on Node %s says which version is required',
  async (version) => {
    const { code, stdout, stderr } = await runOn(version, 'list', 'Messages', '--simulator');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(new RegExp(`^twilio-connector: Node.js 22.18 or later is required; this is ${version}\\.`));
    expect(stderr.trim().split('\n')).toHaveLength(1);
  },
);

test.each(['22.18.0', '23.0.0', '24.1.0'])('the command runs on Node %s', async (version) => {
  expect(await runOn(version, '--version')).toMatchObject({ code: 0, stderr: '' });
});

test('the required version is that of package.json, and only a module that every Node has is imported on another version', () => {
  const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly engines: { readonly node: string };
  };
  expect(engines.node).toBe('>=22.18');
  const entry = readFileSync(cli, 'utf8');
  const imports = [...entry.matchAll(/\bimport\b(?!\.)[^("']*["']([^"']+)["']/g)].map(([, module]) => module);
  expect(imports).toEqual(['node:module']);
});
