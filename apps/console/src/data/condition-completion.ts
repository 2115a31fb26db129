import type { Field } from '../resources/entity-type.ts';

/** A word that may follow, and what it is. */
export interface Suggestion {
  /** What takes the place of the word before the cursor. */
  readonly text: string;
  readonly note: string;
}

export interface Completion {
  /** Where the word begins that a suggestion replaces. */
  readonly from: number;
  readonly suggestions: readonly Suggestion[];
}

type Expected = 'column' | 'operator' | 'value' | 'connective';

const TOKEN = /'(?:[^']|'')*'?|[A-Za-z_]\w*|<>|!=|<=|>=|[<>=(),]|[^\s'()<>=!,]+|!/g;
const OPERATORS = ['=', '!=', '<', '<=', '>', '>=', 'LIKE', 'IN', 'BETWEEN', 'IS NULL', 'IS NOT NULL'];
const WORD_OPERATORS = new Set(['LIKE', 'IN', 'BETWEEN']);
const CONNECTIVES = new Set(['AND', 'OR', 'NOT']);
const TIMES = ["now() - interval '1 hour'", "now() - interval '1 day'", "now() - interval '30 days'", 'CURRENT_DATE'];
const MAX_SUGGESTIONS = 12;

interface Place {
  readonly expected: Expected;
  readonly column: Field | undefined;
}

/** Reads the finished words before the cursor, and tells what may come next. */
function placeAfter(words: readonly string[], fields: ReadonlyMap<string, Field>): Place {
  let expected: Expected = 'column';
  let column: Field | undefined;
  for (const word of words) {
    const upper = word.toUpperCase();
    if (CONNECTIVES.has(upper) && expected !== 'value') {
      // `IS NOT` and `NOT LIKE` belong to the operator.
      if (upper !== 'NOT' || expected !== 'operator') expected = 'column';
    } else if (word === ',') {
      expected = 'value';
    } else if (word === '(') {
      // A list of values, or a group of conditions: what was expected is expected in it.
    } else if (expected === 'column') {
      column = fields.get(word.toLowerCase());
      expected = word === ')' ? 'connective' : 'operator';
    } else if (expected === 'operator') {
      const isEnd = upper === 'NULL';
      expected = isEnd ? 'connective' : upper === 'IS' ? 'operator' : 'value';
    } else {
      expected = 'connective';
    }
  }
  return { expected, column };
}

function columnNote({ dataType, additionalDetails: { filter = [], values = [] } = {} }: Field): string {
  const pushed = filter.length > 0 ? `, Twilio filters ${filter.join(' ')}` : '';
  return values.length > 0 ? `${values.length} values${pushed}` : dataType.toLowerCase() + pushed;
}

function candidates({ expected, column }: Place, fields: readonly Field[]): readonly Suggestion[] {
  const pushed = new Set(column?.additionalDetails?.filter);
  switch (expected) {
    case 'column':
      return fields.map((field) => ({ text: field.name, note: columnNote(field) }));
    case 'operator':
      return OPERATORS.map((text) => ({
        text,
        note: pushed.has(text) ? 'filtered by Twilio' : 'filtered here, after the read',
      }));
    case 'value': {
      const values = (column?.additionalDetails?.values ?? []).map((value) => ({ text: `'${value}'`, note: 'value' }));
      if (column?.dataType === 'TIMESTAMP' || column?.dataType === 'DATE')
        return TIMES.map((text) => ({ text, note: 'time' }));
      if (column?.dataType === 'BOOLEAN') return ['true', 'false'].map((text) => ({ text, note: 'value' }));
      return values;
    }
    case 'connective':
      return ['AND', 'OR'].map((text) => ({ text, note: 'another condition' }));
  }
}

/** Completes a condition at the cursor from the columns of the entity type. */
export function completeCondition(text: string, cursor: number, fields: readonly Field[]): Completion {
  const before = text.slice(0, cursor);
  const words = [...before.matchAll(TOKEN)];
  const last = words.at(-1);
  const isUnfinished = last !== undefined && last.index + last[0].length === cursor && /[\w']$|[<>=!]$/.test(last[0]);
  const isDoneText = last !== undefined && /^'(?:[^']|'')*'$/.test(last[0]);
  const word = isUnfinished && !isDoneText ? last : undefined;
  const finished = words.slice(0, word ? -1 : undefined).map(([one]) => one);
  const byName = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
  const from = word?.index ?? cursor;
  const typed = before.slice(from).toLowerCase();
  const all = candidates(placeAfter(finished, byName), fields);
  const matching = all.filter(({ text: one }) =>
    one.toLowerCase().replace(/^'/, '').startsWith(typed.replace(/^'/, '')),
  );
  const isComplete = matching.length === 1 && matching[0]?.text.toLowerCase() === typed;
  return { from, suggestions: isComplete ? [] : matching.slice(0, MAX_SUGGESTIONS) };
}

/** Puts a suggestion in the place of the word before the cursor. */
export function applySuggestion(text: string, cursor: number, { from }: Completion, { text: word }: Suggestion) {
  const needsSpace = !/^\s/.test(text.slice(cursor));
  const inserted = word + (needsSpace ? ' ' : '') + (WORD_OPERATORS.has(word) && word === 'IN' ? '(' : '');
  return { text: text.slice(0, from) + inserted + text.slice(cursor), cursor: from + inserted.length };
}
