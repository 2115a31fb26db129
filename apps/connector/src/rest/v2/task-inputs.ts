import { badRequest, ConnectorError } from '../../errors.js';
import { checkMembers } from '../request.js';

type Body = Readonly<Record<string, unknown>>;

/**
 * The inputs of the Connectors task. What the agent kit sends has one name, what an exported integration's
 * `GenericConnectorTask` has another; both are taken.
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

/**
 * What a task holds beside them: where a connection is at Google, who asks, where the integration keeps the outputs, and the
 * query of another operation. They mean nothing here.
 */
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

/** Reads the inputs, each as its value or as an export holds it: `{key, value: {stringValue}}`. */
export function readInputs(body: Body): Inputs {
  checkMembers(body, [...Object.values(INPUTS).flat(), ...IGNORED]);
  const entries = Object.entries(INPUTS).map(
    ([input, names]) => [input, names.map((name) => toValue(name, body[name])).find(isGiven)] as const,
  );
  return Object.fromEntries(entries) as Inputs;
}

/** The task sends what is not set as an empty text, list or object. */
export function isGiven(value: unknown): boolean {
  return value != null && value !== '' && !(typeof value === 'object' && Object.keys(value).length === 0);
}

/** An object, or its JSON in a text, as integrations pass it. */
export function payload({ payload: given = {} }: Inputs): Record<string, unknown> {
  const value: unknown = typeof given === 'string' ? parse(given) : given;
  if (isObject(value)) return value;
  throw refuse('connectorInputPayload', 'must be an object of columns and values');
}

export function text(value: unknown, name: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw refuse(name, 'must be a text');
}

export function whole(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (Number.isSafeInteger(number) && Number(number) >= 0) return Number(number);
  throw refuse(name, 'must be a whole number, 0 or more');
}

/** A refusal of one input. */
export function refuse(field: string, description: string): ConnectorError {
  return new ConnectorError('INVALID_ARGUMENT', `The input ${field} ${description}.`, {
    reason: 'INVALID_INPUT',
    details: [badRequest([{ field, description }])],
  });
}

/** An export names its parameter within the parameter, and its value by the value's type. */
function toValue(name: string, given: unknown): unknown {
  if (!isObject(given) || given.key !== name || !isObject(given.value)) return given;
  const [typed] = Object.values(given.value);
  return isObject(typed) ? Object.values(typed)[0] : typed;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
