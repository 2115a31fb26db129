import { parseSecretVersionName, secretReferences } from '@twilio-connector/connection';
import { waitForTurn } from '@twilio-connector/entities';
import type { ConnectionTable } from './connection-table.js';

/** A field of a connection that refers to a version of a secret. */
export interface SecretUse {
  /** `projects/{project}/secrets/{secret}/versions/{version}`, as the connection spells it: the version may be `latest`. */
  readonly secretVersion: string;
  /** The name of the connection. */
  readonly connection: string;
  /** The path of the field: `authConfig.userPassword.password.secretVersion`. */
  readonly field: string;
}

/** Connections that are searched at a time. */
const BATCH = 200;

/**
 * Finds the fields of all connections that refer to secrets of a project, sorted by connection. Connections of other projects may
 * refer to them, too.
 */
export async function findSecretUses(
  connections: Pick<ConnectionTable, 'all'>,
  project: string,
): Promise<readonly SecretUse[]> {
  const uses: SecretUse[] = [];
  for (const [index, connection] of (await connections.all()).entries()) {
    for (const { field, secretVersion } of secretReferences(connection)) {
      if (parseSecretVersionName(secretVersion).project !== project) continue;
      uses.push({ secretVersion, connection: connection.name, field });
    }
    if (index % BATCH === BATCH - 1) await waitForTurn();
  }
  return uses;
}
