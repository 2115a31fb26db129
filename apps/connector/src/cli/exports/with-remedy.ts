import { ExportError } from '../../exports/target/errors.js';

/** Adds to the message of an error how to go on after it. A refusal of the export says so itself. */
export function withRemedy(error: unknown, remedy: string): unknown {
  if (!(error instanceof Error) || error instanceof ExportError) return error;
  error.message = `${error.message.replace(/[^.]$/, '$&.')} ${remedy}`;
  return error;
}
