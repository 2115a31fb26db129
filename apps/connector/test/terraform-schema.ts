/** Arguments of a resource or a block as its file has them; the blocks of a type are a list. */
export type Arguments = Readonly<Record<string, any>>;

/** What Terraform keeps of a connection, in the form of its arguments. */
export type State = Arguments;

/** Names that are not the same in Terraform and in Google's API. */
const FIELDS: Readonly<Record<string, string>> = {
  config_variable: 'configVariables',
  additional_variable: 'additionalVariables',
  destination_config: 'destinationConfigs',
  destination: 'destinations',
  integer_value: 'intValue',
  boolean_value: 'boolValue',
};
const ARGUMENTS = new Map(Object.entries(FIELDS).map(([argument, field]) => [field, argument]));

/** Blocks that are lists in Google's API; of others, it has one. */
const LISTS = new Set(['config_variable', 'additional_variable', 'destination_config', 'destination']);

/** The arguments in the order in which the provider lists them in a mask. */
const TOP = [
  'description',
  'connector_version',
  'config_variable',
  'auth_config',
  'lock_config',
  'destination_config',
  'service_account',
  'suspended',
  'node_config',
  'log_config',
  'ssl_config',
  'eventing_enablement_type',
  'eventing_config',
  'labels',
];

/** Arguments that keep the server's value if the file has none. */
const COMPUTED = new Set(['service_account', 'node_config', 'min_node_count', 'max_node_count', 'level']);

/** The label that the provider adds to every connection that it creates, and that no configuration has. */
const PROVISIONED = 'goog-terraform-provisioned';

/** The body that the provider sends: without false, 0 and '', and at the top without empty objects. */
export function toBody(resource: Arguments): object {
  const given = TOP.filter((name) => resource[name] !== undefined);
  const labels = { ...resource['labels'], [PROVISIONED]: 'true' };
  const body = expand({ ...Object.fromEntries(given.map((name) => [name, resource[name]])), labels });
  return Object.fromEntries(
    Object.entries(body).filter(([, value]) => Object.keys(Object(value)).length > 0 || typeof value !== 'object'),
  );
}

function expand(block: Arguments): Arguments {
  const entries = Object.entries(block).flatMap(([name, value]) => {
    if (value === false || value === 0 || value === '' || value === null) return [];
    const field = FIELDS[name] ?? name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    if (!Array.isArray(value) || typeof value[0] !== 'object') return [[field, value]];
    return [[field, LISTS.has(name) ? value.map(expand) : expand(value[0])]];
  });
  return Object.fromEntries(entries);
}

/** The state after a read. The provider keeps no block for an empty object. */
export function toState(read: object): State {
  const state = flatten(read);
  return Object.fromEntries(TOP.filter((name) => state[name] !== undefined).map((name) => [name, state[name]]));
}

function flatten(message: object): Arguments {
  const entries = Object.entries(message).flatMap(([field, value]: [string, unknown]) => {
    const name = ARGUMENTS.get(field) ?? field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    if (name === 'labels' || typeof value !== 'object' || value === null) return [[name, value]];
    const messages = (Array.isArray(value) ? value : [value]) as object[];
    return Object.keys(value).length === 0 ? [] : [[name, messages.map(flatten)]];
  });
  return Object.fromEntries(entries);
}

/** A plan: the fields of the API whose arguments differ from the state. */
export function changesOf(wanted: Arguments, state: State): string[] {
  const changed = TOP.filter((name) => {
    if (name === 'labels') return JSON.stringify(labelsOf(wanted)) !== JSON.stringify(labelsOf(state));
    return JSON.stringify(planned(name, wanted[name], state[name])) !== JSON.stringify(normal(state[name]));
  });
  return changed.map((name) => Object.keys(expand({ [name]: 'any' }))[0] ?? name);
}

function labelsOf({ labels = {} }: Arguments): unknown {
  const own = Object.entries(labels as object).filter(([label]) => label !== PROVISIONED);
  return own.toSorted(([a], [b]) => a.localeCompare(b));
}

/** A value with what the server chose where the file has none. */
function planned(name: string, wanted: unknown, state: unknown): unknown {
  if (wanted === undefined) return COMPUTED.has(name) ? normal(state) : undefined;
  if (!Array.isArray(wanted) || typeof wanted[0] !== 'object') return normal(wanted);
  const before = Array.isArray(state) ? (state as Arguments[]) : [];
  const blocks = (wanted as Arguments[]).map((block, index) => {
    const computed = Object.entries(before[index] ?? {}).filter(([key]) => COMPUTED.has(key));
    return { ...Object.fromEntries(computed), ...block };
  });
  return normal(blocks);
}

/** Terraform has no difference between a missing value and an empty one, false and 0, but between none and one block. */
function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => normal(item) ?? {});
  if (typeof value !== 'object' || value === null) return value ? `${value as string}` : undefined;
  const members = Object.entries(value).map(([key, member]) => [key, normal(member)] as const);
  const set = members.filter(([, member]) => member !== undefined).toSorted(([a], [b]) => a.localeCompare(b));
  return Object.fromEntries(set);
}
