import { defineMethod } from '../method.js';
import { PAGE, pageOf } from '../page.js';
import { flag, text } from '../parameters.js';
import { filterByName } from './name-filter.js';
import { toRuntimeActionSchema, toRuntimeEntitySchema } from './runtime-schemas.js';

export const listEntitySchemas = defineMethod({
  id: 'v1.connections.runtimeEntitySchemas.list',
  permission: 'connectors.connections.getRuntimeEntitySchema',
  audit: 'ADMIN_READ',
  on: 'catalog',
  parameters: { ...PAGE, filter: text() },
  handle({ entities }, { query }) {
    const { items, ...page } = pageOf(filterByName(entities.catalog, query, 'entity'), query);
    return { runtimeEntitySchemas: items.map(toRuntimeEntitySchema), ...page };
  },
});

/** With `schemaAsString`, the JSON Schemas are serialized as strings. */
export const listActionSchemas = defineMethod({
  id: 'v1.connections.runtimeActionSchemas.list',
  permission: 'connectors.connections.getRuntimeActionSchema',
  audit: 'ADMIN_READ',
  on: 'catalog',
  parameters: { ...PAGE, filter: text(), schemaAsString: flag() },
  handle({ actions }, { query }) {
    const { items, ...page } = pageOf(filterByName(actions.catalog, query, 'action'), query);
    const schemas = items.map(toRuntimeActionSchema);
    return { runtimeActionSchemas: query.schemaAsString ? schemas.map(withSchemasAsStrings) : schemas, ...page };
  },
});

type ActionSchema = ReturnType<typeof toRuntimeActionSchema>;

function withSchemasAsStrings({ inputJsonSchema, resultJsonSchema, ...schema }: ActionSchema) {
  return {
    ...schema,
    inputSchemaAsString: JSON.stringify(inputJsonSchema),
    resultSchemaAsString: JSON.stringify(resultJsonSchema),
  };
}
