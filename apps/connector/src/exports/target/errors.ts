import type { ExportRequest } from './export-request.js';

/** An export to a file that is refused. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
}

/** The refusal to replace a file. */
export function targetExists(target: string): ExportError {
  return new ExportError(`${target} exists. Choose another name, or add --force to replace it.`);
}

/** The refusal to forget what an interrupted export has read. */
export function interruptedExport(target: string): ExportError {
  return new ExportError(
    `An export to ${target} was interrupted. Add --resume to continue it, or --force to start again.`,
  );
}

/** The refusal to continue an export that selects something else. */
export function anotherExport(
  target: string,
  { before, now }: { readonly before: ExportRequest; readonly now: ExportRequest },
): ExportError {
  const names = Object.keys(before) as (keyof ExportRequest)[];
  const different = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(now[name]));
  const was = different.map((name) => `${name} was ${JSON.stringify(before[name])}`).join(', ');
  return new ExportError(
    `The interrupted export to ${target} was another one: ${was}. Repeat its command with --resume, or add --force to start again.`,
  );
}
