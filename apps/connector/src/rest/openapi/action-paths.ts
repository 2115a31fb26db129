import { type Action, describeAction } from '@twilio-connector/entities';
import { objectOf, type OpenApiSchema, ref, toOpenApiSchema } from './schema.js';
import { requestBody, responses } from './shared-components.js';

/** The OpenAPI path of an action. */
export function actionPaths(action: Action): Record<string, Record<string, object>> {
  const { name, displayName, description, consequence } = describeAction(action);
  const post = {
    operationId: `execute_${name}`,
    tags: ['Actions'],
    summary: displayName,
    description: consequence ? `${description} This ${consequence}.` : description,
    requestBody: requestBody(objectOf({ parameters: ref(`${name}Parameters`) })),
    responses: responses(displayName, ref(`${name}Results`)),
  };
  return { [`/actions/${name}:execute`]: { post } };
}

/** The schemas of an action's parameters and results. */
export function actionSchemas(action: Action): Record<string, OpenApiSchema> {
  const { name, inputJsonSchema, resultJsonSchema } = describeAction(action);
  return {
    [`${name}Parameters`]: toOpenApiSchema(inputJsonSchema),
    [`${name}Results`]: objectOf({
      results: { type: 'array', items: toOpenApiSchema(resultJsonSchema) },
      metadata: ref('Metadata'),
    }),
  };
}
