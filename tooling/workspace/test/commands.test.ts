import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../toolchain.js';
import { command, withNode } from './command.js';
import { findNode, fromRegistry, orSkip } from './registry.js';

const runner = join(root, 'tooling/workspace/run.js');
const current = (await readFile(join(root, '.node-version'), 'utf8')).trim();

// The commands must work on any supported Node; the second version differs from the workspace's own.
describe.each([current, '22.18'])('run.js on Node %s', (version) => {
  test(`run.js started by Node ${version} runs its command with the pinned Node and pnpm`, async ({ skip }) => {
    const node = orSkip(await findNode(version), skip);
    const options = { env: withNode(node) };
    expect(await command(node, ['--version'], options)).toContain(`v${version}.`);
    const run = (...args: string[]) => fromRegistry(() => command(node, [runner, ...args], options));
    expect(orSkip(await run('node', '--version'), skip)).toContain(`v${current}.`);
    const { packageManager } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      readonly packageManager: string;
    };
    expect(`pnpm@${orSkip(await run('pnpm', '--version'), skip)}`).toBe(packageManager);
  });
});

test('run.js exits with the exit code of its command', async () => {
  const failing = command('node', [runner, 'node', '--eval', 'process.exitCode = 3']);
  await expect(failing).rejects.toMatchObject({ exitCode: 3 });
});
