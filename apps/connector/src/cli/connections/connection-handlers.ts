import { isRecord } from '../../json/values.js';
import { confirm } from '../terminal/confirm.js';
import { UsageError } from '../terminal/usage-error.js';
import { writeNotes } from '../terminal/notes.js';
import { readJson, readSettings } from '../terminal/json-input.js';
import { idOf, toConnectionName, toOperationName, toPath } from '../connector/resource-names.js';
import { queryOf, type Resource, type ConnectorClient, withConnector } from '../connector/connector-client.js';
import { waitFor } from '../operations/wait-for-operation.js';
import { showAll, showOne } from '../connector/show-resources.js';
import { setVariables } from './config-variables.js';
import type { ConnectionFlags } from './connection-flags.js';
import { checkDescription, newConnection } from './new-connection.js';

const COLUMNS = ['Connection', 'Location', 'State', 'Suspended', 'Nodes', 'Updated', 'Description'];
const CONNECTION = { toRow: toConnectionRow, columns: COLUMNS, flexible: ['Description'] };
const OPERATION = {
  toRow: ({ name, done }: Resource) => ({ Operation: name, Done: done === true }),
  columns: ['Operation', 'Done'],
};
const CHECK = {
  toRow: ({ state, description }: Resource) => ({ State: state, Description: description }),
  columns: ['State', 'Description'],
  flexible: ['Description'],
};

/** `connections list`: reads every page. */
export function list(flags: ConnectionFlags, process: NodeJS.Process): Promise<void> {
  const { project, location, filter, orderBy, limit, output } = flags;
  return withConnector(flags, process, (connector) => {
    const path = `/v1/${toPath(`projects/${project}/locations/${location}`)}/connections`;
    const found = connector.list(path, 'connections', { filter, orderBy, pageSize: String(limit ?? 1000) });
    return showAll(found, { ...CONNECTION, output, limit }, process);
  });
}

/** `connections describe` */
export function describe(text: string, flags: ConnectionFlags, process: NodeJS.Process): Promise<void> {
  return withConnector(flags, process, async (connector) => {
    const connection = await connector.read(`/v1/${toPath(toConnectionName(text, flags))}`);
    await showOne(connection, { ...CONNECTION, output: flags.output }, process);
  });
}

/** `connections create` */
export async function create(text: string, flags: ConnectionFlags, process: NodeJS.Process): Promise<void> {
  const [parent = '', connectionId = ''] = toConnectionName(text, flags).split('/connections/');
  checkDescription(flags);
  const body = flags.file === undefined ? newConnection(flags) : await readJson(flags.file, process);
  await withConnector(flags, process, async (connector) => {
    const path = `/v1/${toPath(parent)}/connections?${queryOf({ connectionId })}`;
    await follow(connector, await connector.write(path, { method: 'POST', body }), flags, process);
  });
}

/** `connections patch`: changes the fields given by `--set`, or by a file and `--update-mask`. */
export async function patch(text: string, flags: ConnectionFlags, process: NodeJS.Process): Promise<void> {
  const { file, set, updateMask } = flags;
  if ((file === undefined) === (set === undefined)) {
    throw new UsageError('Give the changes with either --set field=value or --file and --update-mask.');
  }
  if (file !== undefined && updateMask === undefined) {
    throw new UsageError('--file requires --update-mask: list the fields to change, or * for every writable field.');
  }
  if (file !== undefined) {
    const body = await readJson(file, process);
    return change(text, { body, updateMask: updateMask ?? '' }, flags, process);
  }
  const { patch: settings, paths } = readSettings(set ?? []);
  const fields = new Set(paths.map((path) => (path.startsWith(`${VARIABLES}.`) ? VARIABLES : path)));
  return change(text, { body: settings, updateMask: [...fields].join() }, flags, process);
}

/** A list that is set by key: only here, because the connector replaces lists as a whole. */
const VARIABLES = 'configVariables';

/** `connections suspend` and `connections resume` */
export function setSuspended(
  text: string,
  suspended: boolean,
  flags: ConnectionFlags,
  process: NodeJS.Process,
): Promise<void> {
  return change(text, { body: { suspended }, updateMask: 'suspended' }, flags, process);
}

function change(
  text: string,
  { body, updateMask }: { readonly body: Resource; readonly updateMask: string },
  flags: ConnectionFlags,
  process: NodeJS.Process,
): Promise<void> {
  return withConnector(flags, process, async (connector) => {
    const name = `/v1/${toPath(toConnectionName(text, flags))}`;
    const { [VARIABLES]: variables } = body;
    const patch = isRecord(variables)
      ? { ...body, [VARIABLES]: setVariables((await connector.read(name))[VARIABLES], variables) }
      : body;
    const path = `${name}?${queryOf({ updateMask })}`;
    await follow(connector, await connector.write(path, { method: 'PATCH', body: patch }), flags, process);
  });
}

/** `connections delete` */
export async function remove(text: string, flags: ConnectionFlags, process: NodeJS.Process): Promise<void> {
  const name = toConnectionName(text, flags);
  await confirm(`deletes the connection ${name}`, { yes: flags.yes ?? false, process });
  await withConnector(flags, process, async (connector) => {
    const operation = await connector.write(`/v1/${toPath(name)}`, { method: 'DELETE' });
    if (flags.async) return showOne(operation, { ...OPERATION, output: flags.output }, process);
    await waitFor(connector, operation, process);
    writeNotes([`Deleted ${name}.`], process);
  });
}

/** `connections wait`: waits for an operation that was started with `--async`. */
export function waitForOperation(text: string, flags: ConnectionFlags, process: NodeJS.Process): Promise<void> {
  return withConnector(flags, process, async (connector) => {
    const operation = await connector.read(`/v1/${toPath(toOperationName(text))}`);
    const result = await waitFor(connector, operation, process);
    // The result of a delete is empty.
    if (result.name === undefined) writeNotes([`Done: ${text}.`], process);
    else await showConnection(result, flags, process);
  });
}

/** `connections test`: checks the connection against Twilio. @throws Error if it does not work */
export function test(text: string, flags: ConnectionFlags, process: NodeJS.Process): Promise<void> {
  return withConnector(flags, process, async (connector) => {
    const name = toConnectionName(text, flags);
    const check = await connector.read(`/v2/${toPath(name)}:checkStatus`);
    await showOne(check, { ...CHECK, output: flags.output }, process);
    if (check.state !== 'ACTIVE')
      throw new Error(`The connection ${idOf(name)} does not work: ${String(check.state)}.`);
  });
}

/** Waits for an operation and shows the connection; with `--async`, shows the operation. */
async function follow(
  connector: ConnectorClient,
  operation: Resource,
  flags: ConnectionFlags,
  process: NodeJS.Process,
): Promise<void> {
  if (flags.async) await showOne(operation, { ...OPERATION, output: flags.output }, process);
  else await showConnection(await waitFor(connector, operation, process), flags, process);
}

/** Shows a connection, and on standard error the reason why it is not active. */
async function showConnection(connection: Resource, flags: ConnectionFlags, process: NodeJS.Process): Promise<void> {
  await showOne(connection, { ...CONNECTION, output: flags.output }, process);
  const { state, description } = statusOf(connection);
  if (state === 'ACTIVE' || connection.suspended === true) return;
  process.stderr.write(`The connection is ${state}${description ? `: ${description}` : '.'}\n`);
}

function toConnectionRow(connection: Resource) {
  const { name, suspended, updateTime, description, nodeConfig } = connection;
  const { minNodeCount = '', maxNodeCount = '' } = (nodeConfig ?? {}) as Readonly<Record<string, number>>;
  const { state, description: problem } = statusOf(connection);
  return {
    Connection: idOf(name),
    Location: String(name).split('/')[3],
    State: state,
    Suspended: suspended === true ? 'yes' : '',
    Nodes: `${minNodeCount}-${maxNodeCount}`,
    Updated: updateTime,
    Description: problem || description,
  };
}

function statusOf({ status }: Resource): { readonly state: string; readonly description: string } {
  const { state = 'UNKNOWN', description = '' } = (status ?? {}) as {
    readonly state?: string;
    readonly description?: string;
  };
  return { state, description };
}
