import stringWidth from 'string-width';
import { wrapWords } from './wrap-words.js';

const ASCII = /^[\x20-\x7e]*$/;
const graphemes = new Intl.Segmenter();

/** The number of terminal cells that a text takes. Chinese characters and emoji take two. */
export function widthOf(text: string): number {
  return ASCII.test(text) ? text.length : stringWidth(text);
}

/** The width of the widest of the texts. */
export function widestOf(texts: readonly string[]): number {
  return texts.reduce((widest, text) => Math.max(widest, widthOf(text)), 0);
}

/** Fills a text up to a width with spaces. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Cuts a text to a width, with an ellipsis at the end. */
export function cut(text: string, width: number): string {
  return widthOf(text) <= width ? text : `${start(text, width - 1)}…`;
}

/** Breaks a text into lines at spaces. A longer word is broken only if `breaksWords` is set, so that it can be copied. */
export function wrap(text: string, width: number, breaksWords = false): readonly string[] {
  const words = text.split(' ').flatMap((word) => (breaksWords ? piecesOf(word, width) : word));
  return wrapWords(words.join(' '), width, widthOf);
}

/** Each piece but the last fills a line. */
function piecesOf(word: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let rest = word;
  while (widthOf(rest) > width) {
    const piece = start(rest, Math.max(width, 2));
    // One character can be wider than the column: it stays whole.
    if (piece === '') break;
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...pieces, rest];
}

/** The longest start of a text that is not wider than `width` and does not end within a character. */
function start(text: string, width: number): string {
  let end = 0;
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += widthOf(segment);
    if (used > width) break;
    end += segment.length;
  }
  return text.slice(0, end);
}
