import { withConnector } from '../connector/connector-client.js';
import type { ConnectorFlags } from '../connector/connector-flags.js';
import { toConnectionName, toPath } from '../connector/resource-names.js';
import { writeConnection } from '../terraform/write-connection.js';

/** The flags of `export`. */
export interface ExportFlags extends ConnectorFlags {
  readonly terraform: true;
}

/** `export` */
export function exportConnection(text: string, flags: ExportFlags, process: NodeJS.Process): Promise<void> {
  return withConnector(flags, process, async (connector) => {
    const connection = await connector.read(`/v1/${toPath(toConnectionName(text, flags))}`);
    process.stdout.write(writeConnection(connection));
  });
}
