import { SLOT_SCHEMA } from '../engine/engine.js';
import { namesOf, type Node, walk } from '../syntax/nodes.js';
import type { Token } from '../syntax/tokens.js';
import { quoted } from '../syntax/quote.js';
import type { Renames } from './column-names.js';
import type { Reference } from './references.js';

/** Replaces a part of a text, in bytes. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Rewriting {
  readonly statement: Node;
  readonly references: readonly Reference[];
  readonly renames: Renames;
}

/**
 * Writes a statement again with a slot in the place of each table, and columns by their own names. Everything else stays as it
 * is written.
 */
export function rewrite(sql: string, tokens: readonly Token[], { statement, references, renames }: Rewriting): string {
  const at = new Map(tokens.map((token, index) => [token.start, index]));
  const edits: Edit[] = [];
  for (const { range, slot } of references) {
    const first = at.get(range.location ?? 0) ?? 0;
    const last = range.schemaname === undefined ? first : first + 2;
    const name = range.alias || isTableCommand(tokens[first - 1]) ? '' : ` as ${quoted(range.relname)}`;
    edits.push(edit(tokens, first, last, `${SLOT_SCHEMA}.${quoted(slot)}${name}`));
  }
  walk(statement, ({ ColumnRef: reference }) => {
    if (!reference) return;
    const { fields, location = 0 } = reference as NonNullable<Node['ColumnRef']>;
    const first = at.get(location) ?? 0;
    const names = namesOf(fields);
    // The schema in `public.messages.sid`; the slot has another.
    if (names.length === 3 && names[0] === 'public') edits.push(edit(tokens, first, first + 1, ''));
    const rename = renames.get(location);
    if (rename !== undefined) {
      const last = first + 2 * (fields.length - 1);
      edits.push(edit(tokens, last, last, quoted(rename)));
    }
  });
  return apply(sql, edits);
}

function edit(tokens: readonly Token[], first: number, last: number, text: string): Edit {
  return { start: tokens[first]?.start ?? 0, end: tokens[last]?.end ?? 0, text };
}

/** `TABLE messages` is short for `SELECT * FROM messages`, and takes no alias. */
const isTableCommand = (token: Token | undefined): boolean => token?.text.toLowerCase() === 'table';

function apply(sql: string, edits: readonly Edit[]): string {
  const bytes = Buffer.from(sql);
  const parts: Uint8Array[] = [];
  let position = 0;
  for (const { start, end, text } of edits.toSorted((one, other) => one.start - other.start)) {
    parts.push(bytes.subarray(position, start), Buffer.from(text));
    position = end;
  }
  return Buffer.concat([...parts, bytes.subarray(position)]).toString();
}
