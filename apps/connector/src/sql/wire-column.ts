import type { Column } from '@twilio-connector/postgres-wire';
import type { ResultColumn } from '@twilio-connector/sql';

/** A column as clients of PostgreSQL are told of it. */
export const toColumn = ({ name, oid, size, modifier, isBinary, attribute }: ResultColumn): Column => ({
  name,
  type: oid,
  ...(size !== undefined && { size }),
  ...(modifier !== undefined && { modifier }),
  ...(isBinary && { isBinary }),
  ...(attribute && { table: attribute.table, attribute: attribute.number }),
});
