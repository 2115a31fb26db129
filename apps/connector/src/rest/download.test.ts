import { describe, expect, test } from 'vitest';
import { DownloadAnswer } from './download.js';
import { PART_BYTES } from './parts.js';

const create = () => new DownloadAnswer({ mediaType: 'text/csv', fileName: 'a.csv' });
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the body of a download', () => {
  test('is written as fast as the client takes it', async () => {
    const answer = create();
    const reader = answer.toBody(undefined).getReader();
    let isTaken = false;
    const written = answer.write(new Uint8Array(3 * PART_BYTES)).then(() => (isTaken = true));
    for (let part = 0; part < 3; part += 1) {
      await turn();
      expect(isTaken).toBe(false);
      expect((await reader.read()).value).toHaveLength(PART_BYTES);
    }
    await written;
    await answer.end();
    expect((await reader.read()).done).toBe(true);
  });

  test('rejects what is written after the client has disconnected', async () => {
    const answer = create();
    const body = answer.toBody('gzip');
    const written = answer.write(new Uint8Array(10));
    await body.cancel();
    await written.catch(() => {});
    const next = answer.write(new Uint8Array(10)).then(
      () => 'taken',
      () => 'refused',
    );
    expect(await next).toBe('refused');
  });

  test.each([undefined, 'gzip', 'zstd'] as const)(
    'ends with an error if it is broken off, with compression %s',
    async (compression) => {
      const answer = create();
      const reader = answer.toBody(compression).getReader();
      const readAll = async () => {
        for (;;) if ((await reader.read()).done) return;
      };
      const read = readAll();
      await answer.write(new Uint8Array(10));
      await answer.breakOff(new Error('Twilio failed.'));
      await expect(read).rejects.toThrow('Twilio failed.');
    },
  );
});
