import { wrapWords } from './wrap-words.js';
import { terminalWidth } from './write-rows.js';

/** Writes sentences for the person at the terminal to standard error, beside the rows. */
export function writeNotes(sentences: readonly string[], { stderr }: Pick<NodeJS.Process, 'stderr'>): void {
  const width = terminalWidth(stderr) ?? Infinity;
  for (const line of sentences.flatMap((sentence) => wrapWords(sentence, width))) stderr.write(`${line}\n`);
}

/** A function that writes single notes. */
export function createNote(process: Pick<NodeJS.Process, 'stderr'>): (sentence: string) => void {
  return (sentence) => writeNotes([sentence], process);
}
