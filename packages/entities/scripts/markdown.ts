/** The notice at the top of generated files. */
export const NOTICE = '<!-- Generated from the declarations by `pnpm generate`; do not edit. -->\n\n';

/** Formats a table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(row).join('');
}

/** A command and its precondition. */
export interface Example {
  readonly command: string;
  /** As the end of a sentence: `the call is in progress`. */
  readonly precondition?: string | undefined;
}

/** Formats a command that works against the simulator, whose data it uses. @param docs the path to the folder of the guides */
export function example({ command, precondition }: Example, docs: string): string {
  return `## Example

With \`$T\` and \`$C\` as in [the nine examples](${docs}from-google.md#the-nine-examples), against the simulator${precondition ? `, once ${precondition}` : ''}:

\`\`\`sh
${command}
\`\`\`
`;
}

/** Quotes JSON as one shell word. */
export function shellWord(value: unknown): string {
  return `'${JSON.stringify(value).replaceAll("'", String.raw`'\''`)}'`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |\n`;
}
