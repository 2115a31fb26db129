/** A stored entity, with Twilio's property names. Instants are numbers of milliseconds. */
export type Row = { readonly sid: string } & Readonly<Record<string, unknown>>;

/** A property's value as text; empty when the value is not a string, number or boolean. */
export function textOf(row: Row | undefined, property: string): string {
  const value = row?.[property];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
