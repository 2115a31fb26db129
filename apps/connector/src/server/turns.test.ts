import { describe, expect, test } from 'vitest';
import { createTurns } from './turns.js';

/** Three callers a turn. `turn` runs what was set for the next turn; `log` has the names of those that went on. */
function open() {
  let callbacks: (() => void)[] = [];
  const turns = createTurns(3, (callback) => callbacks.push(callback));
  const log: string[] = [];
  const ask = (names: string): void => {
    for (const name of names) {
      const turn = turns();
      if (turn) void turn.then(() => log.push(name));
      else log.push(name);
    }
  };
  return {
    ask,
    takeLog: () => log.splice(0).join(''),
    isIdle: () => callbacks.length === 0,
    turn: async () => {
      const due = callbacks;
      callbacks = [];
      for (const callback of due) {
        callback();
        // As Node does between two callbacks.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

describe('turns', () => {
  test('a crowd goes on in order, three in each turn', async () => {
    const { ask, takeLog, turn } = open();
    ask('abcdefgh');
    expect(takeLog()).toBe('abc');
    await turn();
    expect(takeLog()).toBe('');
    await turn();
    expect(takeLog()).toBe('def');
    await turn();
    expect(takeLog()).toBe('gh');
  });

  test('newcomers do not overtake those that wait, even while these begin', async () => {
    const { ask, takeLog, turn } = open();
    ask('abcde');
    await turn();
    ask('f');
    await turn();
    ask('g');
    expect(takeLog()).toBe('abcde');
    await turn();
    expect(takeLog()).toBe('fg');
  });

  test('those that come one after another never wait, and nothing is set while none come', async () => {
    const { ask, isIdle, takeLog, turn } = open();
    for (const name of 'abcdef') {
      ask(name);
      expect(takeLog()).toBe(name);
      await turn();
    }
    expect(isIdle()).toBe(true);
  });
});
