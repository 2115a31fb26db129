import { createInterface } from 'node:readline/promises';
import type { EntityType, Operation } from '@twilio-connector/entities';
import { UsageError } from './exit.js';

/** A write that may have to be asked about. */
export interface Intent {
  readonly entityType: EntityType;
  readonly operation: Operation;
  /** Of whatever a condition finds. */
  readonly isMany?: boolean;
}

/** Asks on a terminal before something that cannot be taken back; elsewhere, and with `--yes`, it goes ahead. */
export async function confirm(
  { entityType, operation, isMany }: Intent,
  how: { readonly yes?: boolean; readonly process: NodeJS.Process },
): Promise<void> {
  const { stdin, stderr } = how.process;
  const consequence = entityType.consequences?.[operation] ?? (isMany && `is an ${operation}`);
  if (!consequence || how.yes || !stdin.isTTY || !stderr.isTTY) return;
  const what = isMany ? `${consequence}, of every entity that the condition finds` : consequence;
  const lines = createInterface({ input: stdin, output: stderr });
  const answer = await lines.question(`This ${what}. Go on? [y/N] `).finally(() => lines.close());
  if (!/^y(?:es)?$/i.test(answer.trim())) throw new UsageError('Nothing was done.');
}
