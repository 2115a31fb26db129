import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

const module = JSON.stringify(new URL('../parent.js', import.meta.url).href);
const CHILD = `
  const { whenParentEnds } = await import(${module});
  // Keeps the process alive until it is told to stop.
  const alive = setInterval(() => {}, 1000);
  whenParentEnds(() => {
    clearInterval(alive);
    process.stdout.write('stopped');
  });
  process.stdout.write('started ');`;
/** Starts the child with its own standard output, and ends only by a signal, as npm does. */
const PARENT = `
  require('node:child_process').spawn(process.execPath, ['--input-type=module', '--eval', process.argv[1]], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });`;

test('a process stops when the one that started it was ended by a signal', async () => {
  const parent = spawn(process.execPath, ['--eval', PARENT, CHILD], { stdio: ['ignore', 'pipe', 'inherit'] });
  let written = '';
  parent.stdout.on('data', (chunk: Buffer) => {
    written += chunk.toString();
    if (written === 'started ') parent.kill('SIGTERM');
  });
  // The pipe is closed when the child has ended, too.
  await once(parent.stdout, 'close');
  expect(written).toBe('started stopped');
});
