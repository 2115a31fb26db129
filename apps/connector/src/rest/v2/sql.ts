import { QUERY_ACCESS } from '../../queries/open-database.js';
import { explainQuery, runQuery } from '../../queries/run-query.js';
import { parameterTypeOf } from '../../queries/parameter-types.js';
import { numberPlaceholders } from '../../queries/placeholders.js';
import { isRecord } from '../../json/values.js';
import { RowList } from '../../json/row-list.js';
import { type Body, checkMembers, invalidMember, objectMember } from '../body.js';
import { defineMethod } from '../method.js';
import { flag, positive } from '../parameters.js';

const MEMBERS = ['query', 'maxRows', 'timeout', 'queryParameters'];
const SECOND_MS = 1000;

/** Answers a query in PostgreSQL's SQL, or writes. Parameters are `?` in order, or `$1`, `$2` … */
export const executeSqlQuery = defineMethod({
  id: 'v2.connections.executeSqlQuery',
  ...QUERY_ACCESS,
  on: 'runtime',
  // Extensions of Google's method. With `explain`, nothing is sent.
  parameters: { explain: flag(), maxRequests: positive() },
  body: ['query'],
  async handle(runtime, { body, query, ...context }) {
    const given = objectMember(body, 'query', 'query, maxRows, timeout and queryParameters');
    checkMembers(given, MEMBERS);
    const parameters = readParameters(given);
    const seconds = readWhole(given, 'timeout');
    const asked = {
      sql: numberPlaceholders(readQuery(given)),
      parameters: parameters.map(({ value }) => value),
      parameterTypes: parameters.map(({ dataType }) => parameterTypeOf(dataType)),
      maxRequests: query.maxRequests,
      maxRows: readWhole(given, 'maxRows'),
      timeoutMs: seconds === undefined ? undefined : seconds * SECOND_MS,
    };
    if (query.explain) {
      const explain = await explainQuery(runtime, asked, context);
      return { results: [], metadata: { twilio: { requests: 0, explain } } };
    }
    const { rows, ...metadata } = await runQuery(runtime, asked, context);
    return { results: new RowList(rows), metadata: { twilio: metadata } };
  },
});

function readQuery({ query }: Body): string {
  if (typeof query === 'string' && query.trim() !== '') return query;
  throw invalidMember('query.query', 'must be a query, such as "SELECT Sid FROM Messages LIMIT 10"');
}

/** Whole numbers are strings in Google's JSON; 0 means no limit. */
function readWhole(body: Body, member: string): number | undefined {
  const number = Number(body[member] ?? 0);
  if (Number.isSafeInteger(number) && number >= 0) return number || undefined;
  throw invalidMember(`query.${member}`, 'must be a whole number, 0 or more');
}

interface Parameter {
  readonly value: string | number | boolean | null;
  readonly dataType: string | undefined;
}

function readParameters({ queryParameters: given = [] }: Body): readonly Parameter[] {
  if (!Array.isArray(given)) throw invalidMember('query.queryParameters', 'must be a list of {value, dataType}');
  return given.map((one: unknown, index): Parameter => {
    const { value = null, dataType } = isRecord(one) ? one : {};
    const isPlain = value === null || ['string', 'number', 'boolean'].includes(typeof value);
    if (!isRecord(one) || !isPlain || (dataType !== undefined && typeof dataType !== 'string')) {
      throw invalidMember(
        `query.queryParameters[${index}]`,
        'must be {value, dataType} with a string, a number, a boolean or null',
      );
    }
    return { value: value as Parameter['value'], dataType };
  });
}
