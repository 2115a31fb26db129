import type { Column } from '@twilio-connector/postgres-wire';
import type { ResultColumn } from '@twilio-connector/sql';

/** A column as clients of PostgreSQL are told of it. */
export const toColumn = ({ name, oid, size, modifier, attribute }: ResultColumn): Column => ({
  name,
  type: oid,
  ...(size !== undefined && { size }),
  ...(modifier !== undefined && { modifier }),
  ...(attribute && { table: attribute.table, attribute: attribute.number }),
});
