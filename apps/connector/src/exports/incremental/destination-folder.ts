import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { syncFolder } from '../../store/durable-files.js';
import { ENDINGS } from '../formats/compression.js';
import type { ExportRequest } from '../target/export-request.js';
import { draftOf, isPartName } from './part.js';
import { MANIFEST } from './manifest.js';

const STATE = 'state.sqlite';
const DIGITS = 6;
const ROWS = /^rows-\d+(?:\.partial|\.manifest\.json)?$/;

export function stateIn(folder: string): string {
  return join(folder, STATE);
}

/** Where a run keeps the rows that it has read until it ends. @param run its number */
export function rowsIn(folder: string, run: number): string {
  return join(folder, `rows-${run}`);
}

/** The name of a part by its number. */
export function partName(
  number: number,
  { format, compression }: Pick<ExportRequest, 'format' | 'compression'>,
): string {
  const ending = compression ? ENDINGS[compression] : '';
  return `${String(number).padStart(DIGITS, '0')}.${format}${ending}`;
}

/** Gives a part that counts its name. Another run may have done so. */
export function publishPart(folder: string, name: string): void {
  const draft = join(folder, draftOf(name));
  if (!existsSync(draft)) return;
  renameSync(draft, join(folder, name));
  syncFolder(folder);
}

/** Removes what runs have left besides their parts. @param run the number of a run whose rows stay */
export function removeLeftovers(folder: string, run?: number): void {
  const kept = run === undefined ? undefined : basename(rowsIn(folder, run));
  const isDraft = (name: string) => name.endsWith('.draft') && (name.startsWith(MANIFEST) || isPartName(name));
  const isLeft = (name: string) => isDraft(name) || (ROWS.test(name) && name.split('.')[0] !== kept);
  for (const name of readdirSync(folder).filter(isLeft)) rmSync(join(folder, name), { recursive: true });
}

/** Whether runs have written to a folder. */
export function hasParts(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => name === MANIFEST || isPartName(name));
}

/** Empties a folder of what runs have written. Other files stay. */
export function clearFolder(folder: string): void {
  const isOurs = (name: string) => name === MANIFEST || name.startsWith(STATE) || ROWS.test(name) || isPartName(name);
  // The state goes first: parts without it are refused, and a state without its parts would not be.
  const names = readdirSync(folder)
    .filter(isOurs)
    .toSorted((a, b) => Number(b.startsWith(STATE)) - Number(a.startsWith(STATE)));
  for (const name of names) rmSync(join(folder, name), { recursive: true });
  syncFolder(folder);
}
