import { actions, defineAction, EntityError, integer, json, text } from '@twilio-connector/entities';

/** Google's action of connectors that take SQL. PostgreSQL carries it out, not one request to Twilio. */
const query = {
  name: 'ExecuteCustomQuery',
  description:
    'Runs a statement in the SQL of PostgreSQL over the entity types of the connection, as executeSqlQuery does.',
  docs: 'https://cloud.google.com/integration-connectors/docs/examples/execute-custom-query',
  path: '/',
  inputParameters: {
    query: text({ create: 'required', description: 'The statement. Parameters are ? in order, or $1, $2 …' }),
    queryParameters: json({ create: 'optional', description: 'The parameters, each as {value, dataType}.' }),
    maxRows: integer({ create: 'optional', description: 'The most rows to return. Default: all.' }),
    timeout: integer({
      create: 'optional',
      description: 'The most seconds that it may take. Default: as for every call.',
    }),
  },
  // The columns are those of the statement.
  resultMetadata: {},
  plan: () => {
    const message = 'ExecuteCustomQuery is not a request to Twilio. Use the methods of the connector for SQL.';
    throw new EntityError('UNSUPPORTED_OPERATION', message);
  },
} as const;

export const executeCustomQuery = defineAction({
  ...query,
  method: 'POST',
  isIdempotent: false,
  spendsMoney: true,
  isDestructive: true,
});

/** The actions of a connection by name, in their order: those of Twilio, and the connector's own. */
export const actionCatalog = sorted({ ...actions, ExecuteCustomQuery: executeCustomQuery });

/** The same on a connection that only reads, which refuses statements that write. */
export const readOnlyActionCatalog: typeof actionCatalog = {
  ...actionCatalog,
  ExecuteCustomQuery: defineAction({ ...query, method: 'GET', isIdempotent: true }),
};

function sorted<C extends object>(catalog: C): C {
  return Object.fromEntries(Object.entries(catalog).sort(([one], [other]) => (one < other ? -1 : 1))) as C;
}
