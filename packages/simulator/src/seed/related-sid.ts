/**
 * The SID of an entity that is seeded together with another one, as its `index`-th (0 to 15). It follows from the SID of the
 * other entity, so that two resources can refer to each other although neither reads the other's seed.
 */
export function relatedSid(prefix: string, sid: string, index: number): string {
  return prefix + sid.slice(2, 33) + index.toString(16);
}
