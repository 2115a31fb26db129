import { QUERY_ACCESS } from '../../access/permissions.js';
import { ConnectorError, invalidMember } from '../../errors.js';
import { cancelStatement } from '../../queries/running-statements.js';
import { defineMethod } from '../method.js';

/**
 * Cancels a statement of the caller by the `Idempotency-Key` with which `executeSqlQuery` runs it. The answer to that call says
 * what was written until then.
 */
export const cancel = defineMethod({
  id: 'sql.connections.statements.cancel',
  route: {
    httpMethod: 'POST',
    path: '/sql/v1/projects/{projectsId}/locations/{locationsId}/connections/{connectionsId}/statements:cancel',
  },
  ...QUERY_ACCESS,
  on: 'catalog',
  body: ['idempotencyKey'],
  handle({ connection }, { body: { idempotencyKey }, caller }) {
    if (typeof idempotencyKey !== 'string') {
      throw invalidMember('idempotencyKey', 'must be the Idempotency-Key of a running statement');
    }
    if (cancelStatement({ connection: connection.name, caller: caller.member, idempotencyKey })) return {};
    throw new ConnectorError('NOT_FOUND', 'No statement of yours runs with this key. It may have ended.', {
      reason: 'STATEMENT_NOT_RUNNING',
    });
  },
});
