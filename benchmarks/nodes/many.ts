import { startMeasured } from '../src/measured-process.ts';
import type { Row } from '../src/table.ts';
import { atLeast, atMost, plain } from './row.ts';

const MIN_FAIRNESS = 0.99;

/** The nodes of a thousand connections in one process: their memory, their timers and the shares of their callers. */
export async function measureMany(): Promise<Row[]> {
  const process = startMeasured('../nodes/many-process.ts', {});
  try {
    const before = await process.memory();
    const connections = Number(await process.ask('create'));
    const unused = await process.memory();
    const inUse = Number(await process.ask('use'));
    const idle = await process.memory();
    const left = Number(await process.ask('timers'));
    const { fairness } = (await process.ask('flood')) as { fairness: number };
    const each = (held: number) => (held - before.held) / 1024 / connections;
    const measured = (what: string) => `the nodes of ${connections.toLocaleString('en-US')} connections: ${what}`;
    return [
      plain(measured('memory of each, unused'), 'connector', each(unused.held), 'KiB'),
      plain(measured('memory of each, idle after use'), 'connector', each(idle.held), 'KiB'),
      atMost(plain(measured('timers while all of them send at the rate of their minimum'), 'connector', inUse), 1),
      atMost(plain(measured('timers while idle'), 'connector', left), 0),
      atLeast(
        plain(measured("least fairness index (Jain's) of four equal callers"), 'connector', fairness),
        MIN_FAIRNESS,
      ),
    ];
  } finally {
    await process.stop();
  }
}
