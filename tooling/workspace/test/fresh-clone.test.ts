import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAsShown, runSamples, samplesOf } from '@tooling/vitest/shell-samples';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from '../toolchain.js';
import { withNode } from './command.js';
import { findNode, orSkip } from './registry.js';
import { startCommand } from './start-command.js';

const folder = mkdtempSync(join(tmpdir(), 'fresh-clone-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

/** The addresses that the README shows. */
const SHOWN = { url: 'http://127.0.0.1:8080', simulator: 'http://127.0.0.1:8081' };

describe.each(['20', '24'])('the README on Node %s', (version) => {
  test(`every command of the README prints what it shows, in a fresh clone on Node ${version}`, async ({ skip }) => {
    const node = orSkip(await findNode(version), skip);
    const clone = join(folder, version);
    execFileSync('git', ['clone', '--quiet', root, clone]);
    const page = readFileSync(join(clone, 'README.md'), 'utf8');
    const env = {
      ...withNode(node),
      PORT: '0',
      SIMULATOR_PORT: '0',
      SIMULATOR_NOW: '2026-11-30T09:00:00Z',
      // The second clone takes the build of the first.
      TURBO_CACHE_DIR: join(folder, 'turbo'),
    };
    const server = await startCommand('npm', ['start'], { cwd: clone, env, timeoutMs: 280_000 });
    const { url } = server;
    const [, simulator = ''] = /simulator at (\S+):/.exec(server.output()) ?? [];
    const toActual = (text: string) => text.replaceAll(SHOWN.url, url).replaceAll(SHOWN.simulator, simulator);
    const toShown = (text: string) => text.replaceAll(url, SHOWN.url).replaceAll(simulator, SHOWN.simulator);
    const [start, ...others] = samplesOf(page, true).filter(({ commands }) => !/^npm test$/m.test(commands));
    expect(start?.commands).toBe('npm start\n');
    const banner = toShown(server.output()).replace(/^[\s\S]*?(?=Twilio connector is serving)/, '');
    expect(isAsShown(banner, start?.shown ?? '')).toBe(true);
    const samples = others.map((sample) => ({ ...sample, commands: toActual(sample.commands) }));
    expect(samples.length).toBeGreaterThan(1);
    const ports = { PORT: new URL(url).port, SIMULATOR_PORT: new URL(simulator).port };
    const outcomes = await runSamples(samples, { cwd: clone, env: { ...env, ...ports } });
    for (const [index, { shown = '…' }] of samples.entries()) {
      const { output = '', failed } = outcomes[index] ?? {};
      expect({ failed, isAsShown: isAsShown(toShown(output), shown), output }).toMatchObject({
        failed: undefined,
        isAsShown: true,
      });
    }
    await server.stop();
  });
});
