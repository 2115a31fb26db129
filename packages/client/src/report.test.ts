import { expect, test, vi } from 'vitest';
import { report } from './report.js';

test('a record without an observer causes no warning', () => {
  const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
  report(undefined, 'record');
  expect(warn).not.toHaveBeenCalled();
});

test('a thrown value that is not an error becomes a warning with its text', () => {
  const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
  report(() => {
    // oxlint-disable-next-line typescript/only-throw-error -- An observer may throw anything.
    throw 'metrics are down';
  }, 'record');
  expect(warn).toHaveBeenCalledWith('metrics are down');
});
