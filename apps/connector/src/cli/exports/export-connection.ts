import { withConnector } from '../connector/connector-client.js';
import { toConnectionName, toPath } from '../connector/resource-names.js';
import { writeConnection } from '../terraform/write-connection.js';
import type { ExportFlags } from './export-flags.js';

/** Writes a connection as a Terraform resource. */
export function exportConnection(
  text: string,
  { server, project, location }: ExportFlags,
  process: NodeJS.Process,
): Promise<void> {
  return withConnector({ server, project, location }, process, async (connector) => {
    const connection = await connector.read(`/v1/${toPath(toConnectionName(text, { project, location }))}`);
    process.stdout.write(writeConnection(connection));
  });
}
