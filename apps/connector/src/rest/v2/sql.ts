import { QUERY_ACCESS } from '../../access/permissions.js';
import { explainQuery, runQuery } from '../../queries/run-query.js';
import { readQueryRequest } from '../../queries/query-request.js';
import { RowList } from '../../json/row-list.js';
import { checkMembers, objectMember } from '../body.js';
import { defineMethod } from '../method.js';
import { flag, positive } from '../parameters.js';

const MEMBERS = ['query', 'maxRows', 'timeout', 'queryParameters'];

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
    const asked = { ...readQueryRequest(given, 'query'), maxRequests: query.maxRequests };
    if (query.explain) {
      const explain = await explainQuery(runtime, asked, context);
      return { results: [], metadata: { twilio: { requests: 0, explain } } };
    }
    const { rows, ...metadata } = await runQuery(runtime, asked, context);
    return { results: new RowList(rows), metadata: { twilio: metadata } };
  },
});
