import { CLOSING, OPENING } from '../syntax/parentheses.js';
import { type Token, tokensOf } from '../syntax/tokens.js';

/** Some tokens of a statement: from `start` up to, but not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Cuts a statement into its clauses. A parse tree has no places where expressions end; tokens have. */
export class StatementText {
  readonly #bytes: Buffer;
  readonly #tokens: readonly Token[];

  constructor(sql: string) {
    this.#bytes = Buffer.from(sql);
    const tokens = tokensOf(sql).filter(({ text }) => !text.startsWith('--') && !text.startsWith('/*'));
    this.#tokens = tokens.at(-1)?.text === ';' ? tokens.slice(0, -1) : tokens;
  }

  get end(): number {
    return this.#tokens.length;
  }

  /** The text of a span as it is written. */
  textOf({ start, end }: Span): string {
    const from = this.#tokens[start]?.start ?? 0;
    return this.#bytes.subarray(from, this.#tokens[end - 1]?.end ?? from).toString();
  }

  /** The token at a place of the statement, in bytes. */
  tokenAt(location: number | undefined): number {
    return this.#tokens.findIndex(({ start }) => start === location);
  }

  /** How far a token lies behind another, in bytes. */
  offsetOf(index: number, start: number): number {
    return (this.#tokens[index]?.start ?? 0) - (this.#tokens[start]?.start ?? 0);
  }

  isWord(index: number, word: string): boolean {
    return this.#tokens[index]?.text.toLowerCase() === word;
  }

  /** The first of some words outside of parentheses, from a token on. The end if there is none. */
  find(words: readonly string[], from: number): number {
    let depth = 0;
    for (let index = from; index < this.end; index += 1) {
      const text = this.#tokens[index]?.text ?? '';
      depth += depthOf(text);
      if (depth === 0 && words.includes(text.toLowerCase()) && !this.#isOfOperator(index)) return index;
    }
    return this.end;
  }

  /** The first opening parenthesis from a token on. */
  opening(from: number): number {
    return this.#tokens.findIndex(({ text }, index) => index >= from && text === '(');
  }

  /** The parts of a span between the commas outside of parentheses. */
  split({ start, end }: Span): readonly Span[] {
    const parts: Span[] = [];
    let first = start;
    let depth = 0;
    for (let index = start; index < end; index += 1) {
      const text = this.#tokens[index]?.text ?? '';
      depth += depthOf(text);
      if (text !== ',' || depth > 0) continue;
      parts.push({ start: first, end: index });
      first = index + 1;
    }
    return [...parts, { start: first, end }];
  }

  /** The span between a parenthesis and the one that closes it. */
  within(opening: number): Span {
    let depth = 0;
    for (let index = opening; index < this.end; index += 1) {
      depth += depthOf(this.#tokens[index]?.text ?? '');
      if (depth === 0) return { start: opening + 1, end: index };
    }
    return { start: opening + 1, end: this.end };
  }

  /** The FROM of `IS DISTINCT FROM`. */
  #isOfOperator(index: number): boolean {
    return this.isWord(index, 'from') && this.isWord(index - 1, 'distinct');
  }
}

const depthOf = (text: string): number => (OPENING.has(text) ? 1 : CLOSING.has(text) ? -1 : 0);
