/** The head of a file that is written from the declarations. */
export const NOTICE = '<!-- Generated from the declarations by `pnpm generate`; do not edit. -->\n\n';

/** A table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(row).join('');
}

/** A command, and what has to be so before it works. */
export interface Example {
  readonly command: string;
  /** As the end of a sentence: `the call is in progress`. */
  readonly once?: string | undefined;
}

/** A command that works as it stands against the simulator, whose data it names. */
export function example({ command, once }: Example, readme: string): string {
  return `## Example

With \`$T\` and \`$C\` as in [the README](${readme}#the-nine-examples), against the simulator${once ? `, once ${once}` : ''}:

\`\`\`sh
${command}
\`\`\`
`;
}

/** JSON as one word of a shell. */
export function shellWord(value: unknown): string {
  return `'${JSON.stringify(value).replaceAll("'", String.raw`'\''`)}'`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |\n`;
}
