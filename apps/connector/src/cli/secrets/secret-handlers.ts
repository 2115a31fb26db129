import { confirm } from '../terminal/confirm.js';
import { writeNotes } from '../terminal/notes.js';
import type { ConnectorFlags } from '../connector/connector-flags.js';
import { idOf, toPath, toSecretName, toVersionName } from '../connector/resource-names.js';
import { queryOf, type Resource, type ConnectorClient, withConnector } from '../connector/connector-client.js';
import { readSecretValue, type ValueSource } from './secret-value.js';
import { showAll, showOne } from '../connector/show-resources.js';

/** The flags of the commands that manage secrets. */
export interface SecretFlags extends ConnectorFlags, ValueSource {
  readonly limit?: number;
  /** Pairs of key and value. */
  readonly label?: readonly (readonly [key: string, value: string])[];
}

const BASE = '/secretmanager/v1';
const PAGE_SIZE = '1000';
const SECRET = {
  toRow: ({ name, createTime, labels }: Resource) => ({ Secret: idOf(name), Created: createTime, Labels: labels }),
  columns: ['Secret', 'Created', 'Labels'],
};
const VERSION = {
  toRow: ({ name, state, createTime, destroyTime }: Resource) => ({
    Version: idOf(name),
    State: state,
    Created: createTime,
    Destroyed: destroyTime,
  }),
  columns: ['Version', 'State', 'Created', 'Destroyed'],
};

/** `secrets list` */
export function list(flags: SecretFlags, process: NodeJS.Process): Promise<void> {
  const { project, output, limit } = flags;
  return withConnector(flags, process, (connector) => {
    const found = connector.list(`${BASE}/${toPath(`projects/${project}`)}/secrets`, 'secrets', {
      pageSize: PAGE_SIZE,
    });
    return showAll(found, { ...SECRET, output, limit }, process);
  });
}

/** `secrets create`: also creates the first version if a value is given. */
export async function create(text: string, flags: SecretFlags, process: NodeJS.Process): Promise<void> {
  const name = toSecretName(text, flags);
  const [parent = '', secretId = ''] = name.split('/secrets/');
  const value = flags.dataFile === undefined ? undefined : await readSecretValue(flags, process);
  const labels = Object.fromEntries(flags.label ?? []);
  await withConnector(flags, process, async (connector) => {
    const body = { replication: { automatic: {} }, labels };
    const path = `${BASE}/${toPath(parent)}/secrets?${queryOf({ secretId })}`;
    const secret = await connector.write(path, { method: 'POST', body });
    if (value === undefined) return showOne(secret, { ...SECRET, output: flags.output }, process);
    await showOne(await add(connector, name, value), { ...VERSION, output: flags.output }, process);
  });
}

/** `secrets add-version` */
export async function addVersion(text: string, flags: SecretFlags, process: NodeJS.Process): Promise<void> {
  const name = toSecretName(text, flags);
  const value = await readSecretValue(flags, process);
  await withConnector(flags, process, async (connector) =>
    showOne(await add(connector, name, value), { ...VERSION, output: flags.output }, process),
  );
}

function add(connector: ConnectorClient, name: string, value: Buffer): Promise<Resource> {
  const body = { payload: { data: value.toString('base64') } };
  return connector.write(`${BASE}/${toPath(name)}:addVersion`, { method: 'POST', body, isSecret: true });
}

/** `secrets versions` */
export function versions(text: string, flags: SecretFlags, process: NodeJS.Process): Promise<void> {
  const { output, limit } = flags;
  return withConnector(flags, process, (connector) => {
    const path = `${BASE}/${toPath(toSecretName(text, flags))}/versions`;
    return showAll(connector.list(path, 'versions', { pageSize: PAGE_SIZE }), { ...VERSION, output, limit }, process);
  });
}

/** `secrets access`: writes the exact bytes of a version to standard output. */
export function access(
  text: string,
  version: string | undefined,
  flags: SecretFlags,
  process: NodeJS.Process,
): Promise<void> {
  return withConnector(flags, process, async (connector) => {
    const { payload } = await connector.read(`${BASE}/${toPath(toVersionName(text, version, flags))}:access`);
    const { data = '' } = (payload ?? {}) as { readonly data?: string };
    process.stdout.write(Buffer.from(data, 'base64'));
  });
}

/** The commands that change the state of a version. */
export type VersionChange = 'enable' | 'disable' | 'destroy';

/** `secrets enable`, `secrets disable` and `secrets destroy` */
export async function changeVersion(
  change: VersionChange,
  [text, version]: readonly [secret: string, version: string],
  flags: SecretFlags,
  process: NodeJS.Process,
): Promise<void> {
  const name = toVersionName(text, version, flags);
  const consequence = change === 'destroy' ? `destroys ${name} for good` : undefined;
  await confirm(consequence, { yes: flags.yes ?? false, process });
  await withConnector(flags, process, async (connector) => {
    const changed = await connector.write(`${BASE}/${toPath(name)}:${change}`, { method: 'POST', body: {} });
    await showOne(changed, { ...VERSION, output: flags.output }, process);
  });
}

/** `secrets delete` */
export async function remove(text: string, flags: SecretFlags, process: NodeJS.Process): Promise<void> {
  const name = toSecretName(text, flags);
  await confirm(`deletes ${name} and all of its versions for good`, { yes: flags.yes ?? false, process });
  await withConnector(flags, process, async (connector) => {
    await connector.write(`${BASE}/${toPath(name)}`, { method: 'DELETE' });
    writeNotes([`Deleted ${name}.`], process);
  });
}
