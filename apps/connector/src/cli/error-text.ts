import { ServerError } from './connector/server-error.js';

/** The flags of options that errors and warnings advise to set. */
const FLAGS: readonly (readonly [option: RegExp, flag: string])[] = [
  [/\ballowParentScan\b/g, '--all-parents'],
  [/\bmaxRequests\b/g, '--max-requests'],
];

/** Names the options in an advice by their flags. */
export function withFlags(advice: string): string {
  return FLAGS.reduce((text, [option, flag]) => text.replaceAll(option, flag), advice);
}

/** The message of an error for the terminal. Several violations are listed one per line. */
export function errorToText(error: unknown): string {
  return withFlags(describe(error));
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof ServerError) || !error.isAnswer) return error.message;
  const { message, code, violations } = error;
  const reason = /^[A-Z]\w+$/.test(code) ? ` (${code})` : '';
  if (violations.length < 2) return `${message}${reason}`;
  const lines = violations.map(({ field, description }) =>
    description.startsWith(field) ? description : `${field} ${description}`,
  );
  return [`${withoutLines(message, lines)}${reason}:`, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** The message up to its first violation, since the violations are listed separately. */
function withoutLines(message: string, [first = '']: readonly string[]): string {
  const before = message.slice(0, Math.max(0, message.indexOf(first.replace(/\.$/, ''))));
  return before.trimEnd().replace(/[:.]$/, '') || 'Refused';
}
