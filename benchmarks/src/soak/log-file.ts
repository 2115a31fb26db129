import { readFileSync } from 'node:fs';

/** Messages of errors that a failing Twilio causes. Every other error is a flaw. */
const EXPECTED = ['failed'];
/** What the command prints beside its log when it is asked to stop. */
const STOPPING = /^Stopping: /;
const ERROR_LEVEL = 50;

/** Finds what a log must not contain: unexpected errors, and text that is not a log line, such as an uncaught exception. */
export function readFlaws(logFile: string): readonly string[] {
  return readFileSync(logFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !STOPPING.test(line))
    .flatMap((line) => {
      const parsed = parse(line);
      if (parsed === undefined) return [`Not a log line: ${line}`];
      return isError(parsed.level) && !EXPECTED.includes(parsed.msg ?? '') ? [line] : [];
    });
}

function isError(level: unknown): boolean {
  return level === 'error' || level === 'fatal' || (typeof level === 'number' && level >= ERROR_LEVEL);
}

function parse(line: string): { readonly level?: unknown; readonly msg?: string } | undefined {
  try {
    return JSON.parse(line) as { readonly level?: unknown; readonly msg?: string };
  } catch {
    return undefined;
  }
}
