import { SqlError } from '../errors.js';
import { CLOSING, OPENING } from './parentheses.js';

const MAX_BYTES = 256 * 1024;

/** Statements are read where all callers are served. With so many words and signs, that takes about 20 ms. */
const MAX_TOKENS = 10_000;

/** The parser reads each of these again for each one after it, in operators and in comments within comments. */
const OPERATORS = /[~!@#^&|`?+\-*/%<>=]{129}/;

/** The deepest tree that is accepted. What works on trees is recursive, here and in PostgreSQL. */
const MAX_DEPTH = 500;

/** At this depth in words, the parser still has half of its stack left. One that runs out of it is of no use afterwards. */
const MAX_WORDS = 2_000;

/** Refuses a text that the parser should not even see as words. @throws SqlError */
export function checkText(sql: string): void {
  const bytes = Buffer.byteLength(sql);
  if (bytes > MAX_BYTES) {
    throw new SqlError('54000', `The statement has ${bytes} bytes; at most ${MAX_BYTES} are supported.`, {
      hint: 'Pass long texts as parameters, or send several statements.',
    });
  }
  const run = OPERATORS.exec(sql);
  if (run) {
    throw new SqlError('54000', 'The statement has more than 128 operator characters in a row.', {
      hint: 'Pass such a text as a parameter, and shorten such a comment.',
      position: run.index + 1,
    });
  }
}

/** Refuses a text of more words than someone may write. @throws SqlError */
export function checkLength(tokens: readonly unknown[]): void {
  if (tokens.length <= MAX_TOKENS) return;
  const message = `The statement has ${tokens.length} words and signs; at most ${MAX_TOKENS} are supported.`;
  throw new SqlError('54000', message, {
    hint: 'Pass many values as one array, as in x = ANY($1). Send many rows in several statements.',
  });
}

/** Parentheses, a CASE, or the whole statement. */
interface Level {
  readonly isCase: boolean;
  /** The words since the last comma. */
  words: number;
  /** The deepest level inside since then. */
  inner: number;
  /** The deepest part before. */
  before: number;
  /** UNION and the like, whose queries may contain commas. */
  unions: number;
}

const COMMAS = new Set([',', ';']);
const CASE_COMMAS = new Set(['when', 'then', 'else']);
const SET_OPERATIONS = new Set(['union', 'intersect', 'except']);

/** Refuses words that may nest deeper than the parser can go: each may be one level more than the one before. @throws SqlError */
export function checkWords(tokens: readonly { readonly text: string }[]): void {
  const levels = [open(false)];
  let before = '';
  for (const { text } of tokens) {
    const word = text.toLowerCase();
    // Any word may be a name after these.
    const isName = before === '.' || before === 'as';
    before = word;
    if (OPENING.has(word) || (word === 'case' && !isName)) levels.push(open(word === 'case'));
    let inner = 0;
    if (CLOSING.has(word)) {
      while (levels.length > 2 && levels.at(-1)?.isCase) inner = close(levels, inner);
      if (levels.length > 1) inner = close(levels, inner);
    } else if (word === 'end' && !isName && levels.at(-1)?.isCase) inner = close(levels, inner);
    const level = levels.at(-1);
    if (!level) return;
    level.inner = Math.max(level.inner, inner);
    if (COMMAS.has(word) || (level.isCase && !isName && CASE_COMMAS.has(word))) {
      level.before = Math.max(level.before, level.words + level.inner);
      level.words = 0;
      level.inner = 0;
    } else level.words += 1;
    if (SET_OPERATIONS.has(word)) level.unions += 1;
    if (level.words + level.inner + level.unions + levels.length > MAX_WORDS) throw tooDeep();
  }
}

const open = (isCase: boolean): Level => ({ isCase, words: 0, inner: 0, before: 0, unions: 0 });

/** Ends the innermost level, and returns how deep it is. */
function close(levels: Level[], deepest: number): number {
  const { words, inner, before, unions } = levels.pop() ?? open(false);
  return Math.max(before, words + Math.max(inner, deepest)) + unions;
}

/** @throws SqlError */
export function checkDepth(tree: unknown): void {
  let level: unknown[] = [tree];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) throw tooDeep();
    level = level.flatMap((part) => (typeof part === 'object' && part !== null ? Object.values(part) : []));
  }
}

const tooDeep = (): SqlError =>
  new SqlError('54001', 'The statement is nested too deeply. Write it with fewer levels.', {
    hint: 'Write x IN (…) instead of many x = … OR.',
  });
