import { tablesOf } from '../../queries/entity-tables.js';
import { defineMethod } from '../method.js';

/** The tables of a connection in SQL with their columns, as `executeSqlQuery` reads them. Costs no request to Twilio. */
export const list = defineMethod({
  id: 'sql.connections.tables.list',
  route: {
    httpMethod: 'GET',
    path: '/sql/v1/projects/{projectsId}/locations/{locationsId}/connections/{connectionsId}/tables',
  },
  permission: 'connectors.entityTypes.list',
  audit: 'ADMIN_READ',
  on: 'catalog',
  handle(connection) {
    const { catalog, entityTypeOf } = tablesOf(connection);
    return {
      tables: catalog.tables.map(({ name, description, requires, columns }) => ({
        name,
        entityType: entityTypeOf(name),
        description,
        requires,
        columns: columns.map((column) => ({
          name: column.name,
          type: column.type,
          property: column.property,
          description: column.description,
          isKey: column.isKey,
          references: column.references,
          filter: column.comparisons,
        })),
      })),
    };
  },
});
