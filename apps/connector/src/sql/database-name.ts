import { WireError } from '@twilio-connector/postgres-wire';
import { parsePolicyResource } from '../access/resource-names.js';
import { FIRST_CONNECTION } from '../connections/first-connection.js';

/** An id of a connection. */
const ID = /^[a-z][a-z0-9-]{0,62}$/;

/** The connection that a client means by its database: `twilio` is short for the first one, and any id for one beside it. */
export function connectionOfDatabase(database: string): string {
  if (parsePolicyResource(database)?.connection) return database;
  if (ID.test(database)) return FIRST_CONNECTION.replace(/[^/]+$/, database);
  throw new WireError(
    '3D000',
    `database "${database}" does not exist`,
    'Name a connection, such as twilio or projects/p/locations/l/connections/c.',
  );
}
