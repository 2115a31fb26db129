import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createBufferedOutput } from './buffered-output.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const FD = 77;
type Done = (error: Error | null, written: number) => void;

/** A file whose writes end when the test says so. `file.text` is its content. */
function openOutput(maxBytes?: number) {
  const file = { text: '', started: 0, syncError: undefined as Error | undefined };
  const open: { readonly bytes: string; readonly done: Done }[] = [];
  const output = createBufferedOutput({
    fd: FD,
    ...(maxBytes !== undefined && { maxBytes }),
    files: {
      write(fd, bytes, done) {
        expect(fd).toBe(FD);
        file.started += 1;
        open.push({ bytes: Buffer.from(bytes).toString('latin1'), done });
      },
      writeSync(fd, bytes) {
        expect(fd).toBe(FD);
        if (file.syncError) throw file.syncError;
        const part = Buffer.from(bytes).subarray(0, 5);
        file.text += part.toString('latin1');
        return part.length;
      },
    },
  });
  return {
    output,
    file,
    pending: () => open.map(({ bytes }) => bytes),
    /** Ends the write in progress after this many bytes; default: all. */
    end: (count = Infinity) => {
      const { bytes = '', done } = open.shift() ?? {};
      file.text += bytes.slice(0, count);
      done?.(null, Math.min(count, bytes.length));
    },
    fail: () => open.shift()?.done(new Error('ENOSPC'), 0),
  };
}

describe('buffered output', () => {
  test('lines are written in order, with at most one write at a time', () => {
    const { output, file, pending, end } = openOutput();
    for (const line of ['one\n', 'two\n', 'three\n']) output.write(line);
    expect(pending()).toEqual(['one\n']);
    end();
    expect(pending()).toEqual(['two\nthree\n']);
    end();
    output.write('four\n');
    expect(pending()).toEqual(['four\n']);
    end();
    expect([file.text, file.started, output.dropped()]).toEqual(['one\ntwo\nthree\nfour\n', 3, 0]);
  });

  test('a write that takes only some of the bytes is continued with the rest', () => {
    const { output, file, pending, end } = openOutput();
    output.write('first line\n');
    output.write('second\n');
    end(4);
    expect(pending()).toEqual(['t line\n']);
    end();
    end(3);
    end();
    expect(file.text).toBe('first line\nsecond\n');
  });

  test('a write takes at most 16 KiB, or one line if that is longer', () => {
    const { output, pending, end } = openOutput();
    output.write('x');
    const line = 'y'.repeat(6_000);
    for (const text of [line, line, line, 'z'.repeat(20_000), 'end']) output.write(text);
    const sizes = [];
    for (end(); pending().length > 0; end()) sizes.push(pending()[0]?.length);
    expect(sizes).toEqual([12_000, 6_000, 20_000, 3]);
    for (const size of [1, 8192, 8192, 1]) output.write('x'.repeat(size));
    end();
    expect(pending()).toEqual(['x'.repeat(16_384)]);
  });

  test('lines that do not fit into the buffer are dropped and counted, and the lines in it are kept', () => {
    const { output, file, pending, end } = openOutput(20);
    for (const line of ['0123456789', 'abcdefghi', 'é', 'X', 'Y']) output.write(line);
    // "é" takes two bytes, so it does not fit, but the next character does.
    expect(output.dropped()).toBe(2);
    end(4);
    output.write('wxyz');
    output.write('!');
    expect(output.dropped()).toBe(3);
    while (pending().length > 0) end();
    expect(file.text).toBe('0123456789abcdefghiXwxyz');
    output.write('01234567890123456789');
    expect(output.dropped()).toBe(3);
  });

  test('the buffer holds 1 MiB unless it is given another size', () => {
    const { output } = openOutput();
    for (let count = 0; count < 1024; count += 1) output.write('k'.repeat(1024));
    expect(output.dropped()).toBe(0);
    output.write('k');
    expect(output.dropped()).toBe(1);
  });

  test('a failed write is tried again every 100 ms without another line, even if the buffer is full', () => {
    const { output, file, pending, end, fail } = openOutput(8);
    output.write('one\n');
    output.write('two\n');
    output.write('lost\n');
    for (const attempt of [1, 2, 3]) {
      expect(file.started).toBe(attempt);
      fail();
      output.write('lost\n');
      expect(pending()).toEqual([]);
      vi.advanceTimersByTime(99);
      expect(pending()).toEqual([]);
      vi.advanceTimersByTime(1);
    }
    expect(pending()).toEqual(['one\n']);
    end();
    end();
    output.write('new\n');
    end();
    expect([file.text, output.dropped()]).toEqual(['one\ntwo\nnew\n', 4]);
  });
});

describe('flush', () => {
  test('flush resolves with true at once if nothing is buffered', async () => {
    expect(await openOutput().output.flush(1000)).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('flush resolves with true as soon as everything is written', async () => {
    const { output, end } = openOutput();
    output.write('one');
    output.write('two');
    const flushed = vi.fn<(isDone: boolean) => void>();
    const waiting = output.flush(1000).then(flushed);
    end();
    await Promise.resolve();
    expect(flushed).not.toHaveBeenCalled();
    end();
    await waiting;
    expect(flushed).toHaveBeenCalledExactlyOnceWith(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('flush resolves with false after its time limit if a write does not return', async () => {
    const { output } = openOutput();
    output.write('one');
    const flushed = output.flush(1000);
    await vi.advanceTimersByTimeAsync(1100);
    expect(await flushed).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('flush resolves with true after its time limit if writes fail, because no write is in progress then', async () => {
    const { output, fail } = openOutput();
    output.write('one');
    fail();
    const flushed = output.flush(50);
    await vi.advanceTimersByTimeAsync(50);
    expect(await flushed).toBe(true);
  });

  test('flush resolves with true if a write that is tried again at its time limit fails', async () => {
    const { output, pending, fail } = openOutput();
    output.write('one');
    fail();
    const flushed = output.flush(100);
    await vi.advanceTimersByTimeAsync(100);
    expect(pending()).toEqual(['one']);
    fail();
    expect(await flushed).toBe(true);
  });
});

describe('flushSync', () => {
  test('flushSync writes what no write is in progress for', () => {
    const { output, file } = openOutput();
    for (const line of ['in progress', 'second line\n', 'third\n']) output.write(line);
    output.flushSync();
    expect(file.text).toBe('second line\nthird\n');
  });

  test('flushSync writes the rest of a failed write first', () => {
    const { output, file, end, fail } = openOutput();
    output.write('first line\n');
    output.write('second\n');
    end(6);
    fail();
    output.flushSync();
    expect(file.text).toBe('first line\nsecond\n');
  });

  test('flushSync ignores that nothing can be written', () => {
    const { output, file, fail } = openOutput();
    output.write('one');
    fail();
    file.syncError = new Error('EAGAIN');
    output.flushSync();
    expect(file.text).toBe('');
  });
});
