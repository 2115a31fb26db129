import { badRequest, ConnectorError } from '../../errors.js';
import { isRecord } from '../../json.js';
import { type Body, checkMembers } from '../body.js';

/**
 * The inputs of the Connectors task. Google's agent kit sends one set of names, the `GenericConnectorTask` of an exported
 * integration another; both are taken.
 */
const INPUTS = {
  operation: ['operation'],
  connectionName: ['connectionName'],
  entityType: ['entity', 'entityType'],
  entityId: ['entityId'],
  filterClause: ['filterClause'],
  payload: ['connectorInputPayload'],
  pageSize: ['pageSize', 'listEntitiesPageSize'],
  pageToken: ['pageToken', 'listEntitiesPageToken'],
  sortBy: ['sortByColumns', 'listEntitiesSortByColumns'],
  timeout: ['timeout'],
  action: ['action', 'actionName'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Inputs without a meaning here: Google's address of a connection, its identity, where outputs are kept, other operations'. */
const IGNORED = [
  'serviceName',
  'host',
  'config',
  'connectionVersion',
  'enableDynamicConnection',
  'dynamicAuthConfig',
  'authOverrideEnabled',
  'useHttpHeaderForDynamicAuthConfig',
  'triggerId',
  'connectorOutputPayload',
  'listEntitiesNextPageToken',
  'nextPageToken',
  'query',
  'executeQueryRequestConfig',
];

/** The inputs of one call, by our names. */
export type Inputs = Readonly<Record<keyof typeof INPUTS, unknown>>;

/** Reads the inputs, each as a plain value or as an export holds it: `{key, value: {stringValue}}`. */
export function readInputs(body: Body): Inputs {
  checkMembers(body, [...Object.values(INPUTS).flat(), ...IGNORED]);
  const entries = Object.entries(INPUTS).map(
    ([input, names]) => [input, names.map((name) => toValue(name, body[name])).find(isGiven)] as const,
  );
  return Object.fromEntries(entries) as Inputs;
}

/** Whether an input has a value; the task sends an unset one as an empty string, list or object. */
export function isGiven(value: unknown): boolean {
  return value != null && value !== '' && !(typeof value === 'object' && Object.keys(value).length === 0);
}

/** The payload: an object, or its JSON in a string, as integrations pass it. */
export function readPayload({ payload: given = {} }: Inputs): Body {
  const value: unknown = typeof given === 'string' ? parse(given) : given;
  if (isRecord(value)) return value;
  throw invalidInput('connectorInputPayload', 'must be an object of columns and values');
}

/** An input that is a string. */
export function readText(value: unknown, name: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw invalidInput(name, 'must be a string');
}

/** An input that is a whole number, 0 or more. */
export function readWhole(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (Number.isSafeInteger(number) && Number(number) >= 0) return Number(number);
  throw invalidInput(name, 'must be a whole number, 0 or more');
}

/** The refusal of one input; `description` continues a sentence that begins with its name. */
export function invalidInput(field: string, description: string): ConnectorError {
  return new ConnectorError('INVALID_ARGUMENT', `The input ${field} ${description}.`, {
    reason: 'INVALID_INPUT',
    details: [badRequest([{ field, description }])],
  });
}

/** An export repeats the parameter's name inside the parameter, and wraps its value by type. */
function toValue(name: string, given: unknown): unknown {
  if (!isRecord(given) || given.key !== name || !isRecord(given.value)) return given;
  const [typed] = Object.values(given.value);
  return isRecord(typed) ? Object.values(typed)[0] : typed;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
