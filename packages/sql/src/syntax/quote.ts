/** A name as SQL, whatever characters it has. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text as SQL. Backslashes stand for themselves, since PostgreSQL's `standard_conforming_strings` is on. */
export const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`;
