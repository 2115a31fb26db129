import { type ConnectorError, invalidParameter } from '../errors.js';
import { FILTER_OPERATORS, type FilterOperator } from './filter.js';

/** Reads the parts of a filter from left to right. A part that is not there is undefined, and nothing is skipped but space. */
export interface Scanner {
  /** The place of the next part, from 1. */
  position(): number;
  isAtEnd(): boolean;
  /** Skips `text` if it is next. A word such as AND must end there. */
  take(text: string): boolean;
  operator(): FilterOperator | undefined;
  quoted(): string | undefined;
  /** A name in a field: letters, digits, `_`, `-` and `/`. Space behind it is not skipped. */
  name(): string | undefined;
  /** A value without quotes, such as a number or a time. */
  bare(): string | undefined;
  /** Whether `text` is next. */
  sees(text: string): boolean;
  skipSpace(): void;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
/** Space, and comments as Cloud Logging knows them: from two hyphens to the end of the line. */
const SPACE = /(?:\s|--[^\n]*)*/y;
const QUOTED = /"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'/y;
const NAME = /[\p{L}\p{N}_/][\p{L}\p{N}_/-]*/uy;
const BARE = /[^\s()"',]+/y;

/** Scans the text of the parameter `filter`. */
export function createScanner(text: string): Scanner {
  let at = 0;
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at += found[0].length;
    return found;
  };
  const skipSpace = () => void match(SPACE);
  skipSpace();
  const scan = (pattern: RegExp) => {
    const found = match(pattern);
    if (found) skipSpace();
    return found?.[0];
  };
  const take = (part: string) => {
    if (!text.startsWith(part, at)) return false;
    if (/^\w+$/.test(part) && /[\w./-]/.test(text[at + part.length] ?? '')) return false;
    at += part.length;
    skipSpace();
    return true;
  };
  return {
    position: () => at + 1,
    skipSpace,
    isAtEnd: () => at === text.length,
    take,
    operator: () => FILTER_OPERATORS.find(take),
    name: () => match(NAME)?.[0],
    bare: () => scan(BARE),
    sees: (part) => text.startsWith(part, at),
    quoted() {
      const start = at;
      const [whole, double, single] = match(QUOTED) ?? [];
      if (whole === undefined) {
        if (text[at] === '"' || text[at] === "'") throw invalidFilter(start + 1, 'unclosed quote; close it');
        return undefined;
      }
      skipSpace();
      return (double ?? single ?? '').replaceAll(/\\([^])/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped);
    },
  };
}

/** The error for a filter; `problem` says what is wrong there and how to correct it. */
export function invalidFilter(position: number, problem: string): ConnectorError {
  return invalidParameter('filter', `is not valid at character ${position}: ${problem}`);
}
