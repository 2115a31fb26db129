/** PostgreSQL's reserved words that could be names of columns or tables. */
const RESERVED = new Set(
  (
    'all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create current_date ' +
    'current_role current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch ' +
    'for foreign from grant group having in initially intersect into lateral leading limit localtime localtimestamp not null ' +
    'offset on only or order placing primary references returning select session_user some symmetric system_user table then to ' +
    'trailing true union unique user using variadic when where window with'
  ).split(' '),
);

/** A name as a statement has to write it: `"to"` is quoted, since PostgreSQL reserves the word. */
export function quoteName(name: string): string {
  return /^[a-z_][a-z\d_]*$/.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
