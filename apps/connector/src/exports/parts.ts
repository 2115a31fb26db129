import type { CompletedPart } from '@twilio-connector/entities';

const LOWEST = Number.NEGATIVE_INFINITY;
const HIGHEST = Number.POSITIVE_INFINITY;
const OPEN = '*';
const PART = /^(\d+)(?:-(\d+)|:(-?\d+|\*)\.\.(-?\d+|\*))?$/;

/** Joins adjacent parts, so that their number stays small. */
export function mergeParts(parts: readonly CompletedPart[]): readonly CompletedPart[] {
  const sorted = parts.toSorted((a, b) => a.read - b.read || (a.low ?? LOWEST) - (b.low ?? LOWEST) || 0);
  const merged: CompletedPart[] = [];
  for (const part of sorted) {
    const last = merged.at(-1);
    const isNext = last?.read === part.read && (last.high ?? HIGHEST) + 1 >= (part.low ?? LOWEST);
    if (last && isNext) merged[merged.length - 1] = { ...last, high: part.high };
    else merged.push(part);
  }
  return merged;
}

/** Writes parts as the text of a query parameter, such as `0:1700000000..*,1-57`: whole reads stand without their bounds. */
export function partsToText(parts: readonly CompletedPart[]): string {
  const texts: string[] = [];
  let run: { readonly first: number; last: number } | undefined;
  const endRun = () => {
    if (run) texts.push(run.first === run.last ? String(run.first) : `${run.first}-${run.last}`);
    run = undefined;
  };
  for (const { read, low, high } of mergeParts(parts)) {
    const isWhole = low === null && high === null;
    if (run && isWhole && read === run.last + 1) {
      run.last = read;
      continue;
    }
    endRun();
    if (isWhole) run = { first: read, last: read };
    else texts.push(`${read}:${low ?? OPEN}..${high ?? OPEN}`);
  }
  endRun();
  return texts.join(',');
}

/** Reads parts from their text; undefined if it is not one. */
export function textToParts(text: string): readonly CompletedPart[] | undefined {
  const parts: CompletedPart[] = [];
  for (const item of text.split(',')) {
    const match = PART.exec(item);
    if (!match) return undefined;
    const [, read, last, low, high] = match;
    const first = Number(read);
    if (low !== undefined && high !== undefined) {
      parts.push({ read: first, low: toBound(low), high: toBound(high) });
      continue;
    }
    const end = last === undefined ? first : Number(last);
    if (end - first > MAX_READS) return undefined;
    for (let index = first; index <= end; index += 1) parts.push({ read: index, low: null, high: null });
  }
  return parts;
}

/** More reads than a condition can have. */
const MAX_READS = 100_000;

function toBound(text: string): number | null {
  return text === OPEN ? null : Number(text);
}
