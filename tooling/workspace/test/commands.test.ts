import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../toolchain.js';
import { command, withNode } from './command.js';
import { findNode, fromRegistry, orSkip } from './registry.js';

const runner = join(root, 'tooling/workspace/run.js');
const current = (await readFile(join(root, '.node-version'), 'utf8')).trim();

// The commands have to work whichever Node starts them; the second is another than the workspace's own.
describe.each([current, '22.18'])('run.js, started by Node %s', (version) => {
  test('runs its command on the pinned Node, with the pinned pnpm', async ({ skip }) => {
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

test("run.js ends with its command's exit code", async () => {
  const failing = command('node', [runner, 'node', '--eval', 'process.exitCode = 3']);
  await expect(failing).rejects.toMatchObject({ exitCode: 3 });
});
