import { badRequest, ConnectorError } from '../../errors.js';
import { isNestedTooDeep, isRecord, MAX_JSON_LEVELS } from '../../json/values.js';
import { type Body, checkMembers } from '../body.js';

/**
 * The inputs of the Connectors task with their accepted names. Google's agent kit and the `GenericConnectorTask` of an exported
 * integration use different names.
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
  query: ['query'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What an exported integration gives `EXECUTE_QUERY` in one object. */
const QUERY_CONFIG = 'executeQueryRequestConfig';

/** Inputs that clients of Google send and that have no meaning here. */
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
];

/** The inputs of one call, by the keys of `INPUTS`. */
export type Inputs = Readonly<Record<keyof typeof INPUTS, unknown>>;

/** Reads the inputs. Each is a plain value, or `{key, value: {stringValue}}` as in an exported integration. */
export function readInputs(body: Body): Inputs {
  checkMembers(body, [...Object.values(INPUTS).flat(), QUERY_CONFIG, ...IGNORED]);
  const entries = Object.entries(INPUTS).map(
    ([input, names]) => [input, names.map((name) => toValue(name, body[name])).find(isGiven)] as const,
  );
  const inputs = Object.fromEntries(entries) as Inputs;
  return inputs.operation === 'EXECUTE_QUERY'
    ? { ...inputs, ...readQueryConfig(toValue(QUERY_CONFIG, body[QUERY_CONFIG])) }
    : inputs;
}

/** Reads the inputs of a query from the object that has them, except for references to variables of an integration. */
function readQueryConfig(given: unknown): Partial<Inputs> {
  if (!isGiven(given)) return {};
  const config = typeof given === 'string' ? parse(given) : given;
  if (!isRecord(config)) throw invalidInput(QUERY_CONFIG, 'must be an object');
  const valueOf = (name: string): unknown => {
    const value = config[name];
    return isRecord(value) && 'referenceKey' in value ? undefined : value;
  };
  const inputs = {
    query: readText(valueOf('query'), `${QUERY_CONFIG}.query`),
    pageSize: readWhole(valueOf('pageSize'), `${QUERY_CONFIG}.pageSize`),
    timeout: readWhole(valueOf('deadlineInSeconds'), `${QUERY_CONFIG}.deadlineInSeconds`),
  };
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => isGiven(value)));
}

/** Whether an input has a value. The task sends an unset input as an empty string, list or object. */
export function isGiven(value: unknown): boolean {
  return value != null && value !== '' && !(typeof value === 'object' && Object.keys(value).length === 0);
}

/** Reads the payload: an object, or a string with its JSON, which integrations send. */
export function readPayload({ payload: given = {} }: Inputs): Body {
  const value: unknown = typeof given === 'string' ? parse(given) : given;
  if (isRecord(value)) return value;
  throw invalidInput(
    'connectorInputPayload',
    `must be an object of columns and values, with at most ${MAX_JSON_LEVELS} levels of nesting`,
  );
}

/** Reads a string input. */
export function readText(value: unknown, name: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw invalidInput(name, 'must be a string');
}

/** Reads an input that is a whole number, 0 or more. */
export function readWhole(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (Number.isSafeInteger(number) && Number(number) >= 0) return Number(number);
  throw invalidInput(name, 'must be a whole number, 0 or more');
}

/** The error for an invalid input; `description` continues the sentence "The input {field} …". */
export function invalidInput(field: string, description: string): ConnectorError {
  return new ConnectorError('INVALID_ARGUMENT', `The input ${field} ${description}.`, {
    reason: 'INVALID_INPUT',
    details: [badRequest([{ field, description }])],
  });
}

/** An exported integration wraps the value of an input in its name and type. */
function toValue(name: string, given: unknown): unknown {
  if (!isRecord(given) || given.key !== name || !isRecord(given.value)) return given;
  const [typed] = Object.values(given.value);
  return isRecord(typed) ? Object.values(typed)[0] : typed;
}

function parse(json: string): unknown {
  try {
    return isNestedTooDeep(json) ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}
