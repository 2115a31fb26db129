/** The name of an entity type or a column as PostgreSQL's users write names: `IncomingPhoneNumbers` -> `incoming_phone_numbers`. */
export function toSqlName(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
