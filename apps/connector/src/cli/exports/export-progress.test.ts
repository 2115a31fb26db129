import { catalog } from '@twilio-connector/entities';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchExport } from './export-progress.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The line of an export after 2 seconds and 100 rows, of which 300 more are known. */
function lineOf(where: string): string {
  const lines: string[] = [];
  const stderr = { isTTY: true, write: (text: string) => lines.push(text.replace('\r\u001b[K', '')) };
  const context = { source: { requests: () => 7 }, flags: { where }, process: { stderr } };
  const progress = watchExport(catalog.Messages, context as unknown as Parameters<typeof watchExport>[1]);
  vi.advanceTimersByTime(1500);
  progress.onPage({ rows: Array.from({ length: 100 }, () => ({})), left: 300 });
  vi.advanceTimersByTime(500);
  progress.stop();
  return lines.at(-2) ?? '';
}

test.each(['', 'DateSent IS NOT NULL', "DateSent >= '2026-01-01'"])('an export with %j says the time left', (where) => {
  expect(lineOf(where)).toContain(', 6 s left …');
});

test('an export whose rows are filtered here does not guess the time left', () => {
  expect(lineOf("DateSent IS NOT NULL AND Status = 'failed'")).toMatch(
    /^Messages: 100 rows, 50\/s, 0 requests to Twilio …$/,
  );
});
