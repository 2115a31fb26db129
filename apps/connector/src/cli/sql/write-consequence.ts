import { type Action, actions, catalog, type EntityType } from '@twilio-connector/entities';
import type { QueryPlan } from '../../queries/run-query.js';
import { toSqlName } from '../../queries/table-names.js';

const entityTypes: readonly EntityType[] = Object.values(catalog);
const allActions: readonly Action[] = Object.values(actions);
const OPERATIONS = { INSERT: 'CREATE', UPDATE: 'UPDATE', DELETE: 'DELETE' } as const;
const VERBS = { INSERT: 'creates', UPDATE: 'updates', DELETE: 'deletes' } as const;

/** What a query does, as the end of a sentence: as the other commands say it. Undefined if nothing needs a confirmation. */
export function consequenceOf({ intent, rows }: QueryPlan): string | undefined {
  if (!intent) return undefined;
  if (intent.operation === 'CALL') {
    return allActions.find(({ name }) => toSqlName(name) === intent.procedure)?.consequence;
  }
  const entityType = entityTypes.find(({ name }) => toSqlName(name) === intent.table);
  const consequence = entityType?.consequences?.[OPERATIONS[intent.operation]];
  const isOne = rows === 1 || ('selects' in intent && intent.selects === 'one');
  if (isOne) return consequence;
  const count = rows === undefined ? 'each row that the query finds' : `each of ${rows} rows`;
  return consequence ? `${consequence}, for ${count}` : `${VERBS[intent.operation]} ${count}`;
}
