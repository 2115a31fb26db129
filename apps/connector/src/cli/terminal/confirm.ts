import { UsageError } from './usage-error.js';

/** The option of every command that asks for confirmation. */
export const YES = ['--yes', 'skip the confirmation'] as const;

/**
 * Asks for confirmation on a terminal. With `--yes`, or without a terminal as input, it does not ask.
 *
 * @param consequence completes the sentence "This …", such as "deletes the recording for good"; undefined asks nothing. A
 * function that finds it out is called only if there is somebody to ask.
 */
export async function confirm(
  consequence: string | undefined | (() => Promise<string | undefined>),
  { yes, process }: { readonly yes?: boolean; readonly process: NodeJS.Process },
): Promise<void> {
  const { stdin, stderr, stdout } = process;
  if (!consequence || yes || !stdin.isTTY) return;
  const output = [stderr, stdout].find(({ isTTY }) => isTTY);
  if (!output) {
    const effect = typeof consequence === 'function' ? 'This needs a confirmation' : `This ${consequence}`;
    throw new UsageError(`${effect}. There is no terminal to confirm on: add --yes to continue.`);
  }
  const effect = typeof consequence === 'function' ? await consequence() : consequence;
  if (effect === undefined) return;
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: stdin, output });
  const answer = await lines.question(`This ${effect}. Continue? [y/N] `).finally(() => lines.close());
  if (!/^y(?:es)?$/i.test(answer.trim())) throw new Error('Canceled: nothing was done.');
}
