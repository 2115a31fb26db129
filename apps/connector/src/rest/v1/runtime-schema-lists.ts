import type { Catalog } from '../../runtime/runtime.js';
import { pageOf, pageParameters } from '../page.js';
import { booleanParameter, type RestRequest } from '../request.js';
import { filterByName } from './filter.js';
import { toRuntimeActionSchema, toRuntimeEntitySchema } from './runtime-schemas.js';

/** `runtimeEntitySchemas.list` */
export function listRuntimeEntitySchemas({ entities }: Catalog, request: RestRequest) {
  const { items, nextPageToken } = pageOf(
    filterByName(entities.catalog, request, 'entity'),
    pageParameters(request.query),
  );
  return { runtimeEntitySchemas: items.map(toRuntimeEntitySchema), ...(nextPageToken && { nextPageToken }) };
}

/** `runtimeActionSchemas.list`: with `schemaAsString` the JSON Schemas are texts. */
export function listRuntimeActionSchemas({ actions }: Catalog, request: RestRequest) {
  const isText = booleanParameter(request.query, 'schemaAsString');
  const { items, nextPageToken } = pageOf(
    filterByName(actions.catalog, request, 'action'),
    pageParameters(request.query),
  );
  const schemas = items.map(toRuntimeActionSchema);
  return {
    runtimeActionSchemas: isText ? schemas.map(withTexts) : schemas,
    ...(nextPageToken && { nextPageToken }),
  };
}

function withTexts({ inputJsonSchema, resultJsonSchema, ...schema }: ReturnType<typeof toRuntimeActionSchema>) {
  return {
    ...schema,
    inputSchemaAsString: JSON.stringify(inputJsonSchema),
    resultSchemaAsString: JSON.stringify(resultJsonSchema),
  };
}
