import { invalidMember } from '../errors.js';
import { isRecord } from '../json/values.js';
import { parameterTypeOf } from './parameter-types.js';
import { numberPlaceholders } from './placeholders.js';
import type { SqlQuery } from './run-query.js';

const SECOND_MS = 1000;

type Members = Readonly<Record<string, unknown>>;

/**
 * Reads a query with Google's members: `query`, `maxRows`, `timeout` in seconds, `queryParameters`.
 *
 * @param within the member of a request that holds them, for errors
 * @throws ConnectorError INVALID_ARGUMENT
 */
export function readQueryRequest(given: Members, within: string): SqlQuery {
  const parameters = readParameters(given, within);
  const seconds = readWhole(given, 'timeout', within);
  return {
    sql: numberPlaceholders(readQuery(given, within)),
    parameters: parameters.map(({ value }) => value),
    parameterTypes: parameters.map(({ dataType }) => parameterTypeOf(dataType)),
    maxRows: readWhole(given, 'maxRows', within),
    timeoutMs: seconds === undefined ? undefined : seconds * SECOND_MS,
  };
}

function readQuery({ query }: Members, within: string): string {
  if (typeof query === 'string' && query.trim() !== '') return query;
  throw invalidMember(`${within}.query`, 'must be a query, such as "SELECT Sid FROM Messages LIMIT 10"');
}

/** Whole numbers are strings in Google's JSON; 0 means no limit. */
function readWhole(given: Members, member: string, within: string): number | undefined {
  const number = Number(given[member] ?? 0);
  if (Number.isSafeInteger(number) && number >= 0) return number || undefined;
  throw invalidMember(`${within}.${member}`, 'must be a whole number, 0 or more');
}

interface Parameter {
  readonly value: string | number | boolean | null;
  readonly dataType: string | undefined;
}

function readParameters({ queryParameters: given }: Members, within: string): readonly Parameter[] {
  if (given == null) return [];
  if (!Array.isArray(given)) throw invalidMember(`${within}.queryParameters`, 'must be a list of {value, dataType}');
  return given.map((one: unknown, index): Parameter => {
    const { value = null, dataType } = isRecord(one) ? one : {};
    const isPlain = value === null || ['string', 'number', 'boolean'].includes(typeof value);
    if (!isRecord(one) || !isPlain || (dataType !== undefined && typeof dataType !== 'string')) {
      throw invalidMember(
        `${within}.queryParameters[${index}]`,
        'must be {value, dataType} with a string, a number, a boolean or null',
      );
    }
    return { value: value as Parameter['value'], dataType };
  });
}
