import type { Column } from '@twilio-connector/postgres-wire';
import type { ResultColumn } from '@twilio-connector/sql';

/** The sizes in bytes of the types that have one, by their OID. */
const SIZES: Readonly<Record<number, number>> = {
  16: 1,
  20: 8,
  21: 2,
  23: 4,
  26: 4,
  700: 4,
  701: 8,
  1082: 4,
  1114: 8,
  1184: 8,
  2950: 16,
};

/** A column as clients of PostgreSQL are told of it. */
export function toColumn({ name, oid }: ResultColumn): Column {
  const size = SIZES[oid];
  return { name, type: oid, ...(size !== undefined && { size }) };
}
