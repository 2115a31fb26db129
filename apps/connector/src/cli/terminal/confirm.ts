import { createInterface } from 'node:readline/promises';
import { UsageError } from './usage-error.js';

/** Asks on a terminal before something that cannot be taken back; elsewhere, and with `--yes`, it goes ahead. */
export async function confirm(
  consequence: string | undefined,
  how: { readonly yes?: boolean; readonly process: NodeJS.Process },
): Promise<void> {
  const { stdin, stderr, stdout } = how.process;
  if (!consequence || how.yes || !stdin.isTTY) return;
  const output = [stderr, stdout].find(({ isTTY }) => isTTY);
  if (!output) throw new UsageError(`This ${consequence}. There is nowhere to ask: add --yes to go on.`);
  const lines = createInterface({ input: stdin, output });
  const answer = await lines.question(`This ${consequence}. Go on? [y/N] `).finally(() => lines.close());
  if (!/^y(?:es)?$/i.test(answer.trim())) throw new Error('Nothing was done.');
}
