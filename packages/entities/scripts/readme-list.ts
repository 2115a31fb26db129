import type { EntityType } from '../src/index.js';

const BEGIN = '<!-- Generated from the declarations by `pnpm generate`; do not edit. -->\n\n';
const END = '\n<!-- End of the generated list. -->';

/** Inserts the entity types, by Twilio product, into the README. */
export function withEntityTypes(readme: string, entityTypes: readonly EntityType[]): string {
  const start = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (start < 0 || end < start) throw new Error('The README lacks the markers of the generated list.');
  return readme.slice(0, start + BEGIN.length) + toList(entityTypes) + readme.slice(end);
}

function toList(entityTypes: readonly EntityType[]): string {
  const products = Map.groupBy(entityTypes, ({ product = 'api' }) => product);
  const lines = [...products].map(([product, members]) => {
    const names = members.map(({ name, deprecated }) => (deprecated ? `${name} (retired by Twilio)` : name));
    return wrap(`- \`${product}\`: ${names.join(', ')}`);
  });
  return `${lines.join('\n')}\n`;
}

/** Wraps a list item at 120 characters. */
function wrap(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(/ (?!\(|by |Twilio\))/)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < 120) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(lines.length === 0 ? word : `  ${word}`);
  }
  return lines.join('\n');
}
