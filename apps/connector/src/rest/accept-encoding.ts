import type { Compression } from '../exports/formats/compression.js';

/** The codings that are built, the best one first. */
const CODINGS: readonly Compression[] = ['zstd', 'gzip'];
const ITEM = /^\s*([\w*-]+)\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i;

/** Chooses the coding of an answer from the request's Accept-Encoding; undefined for none. */
export function codingOf(acceptEncoding: string | undefined): Compression | undefined {
  const weights = new Map<string, number>();
  for (const item of (acceptEncoding ?? '').split(',')) {
    const [, name, weight = '1'] = ITEM.exec(item) ?? [];
    if (name !== undefined) weights.set(name.toLowerCase(), Number(weight));
  }
  const weightOf = (coding: string) => weights.get(coding) ?? weights.get('*') ?? 0;
  const accepted = CODINGS.filter((coding) => weightOf(coding) > 0);
  return accepted.toSorted((a, b) => weightOf(b) - weightOf(a))[0];
}
