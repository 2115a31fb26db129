import {
  type Action,
  describeAction,
  describeInput,
  type EntityType,
  type JsonSchema,
  type Operation,
} from '@twilio-connector/entities';
import type { Catalog } from '../runtime/runtime.js';
import { entityIdSchema, listParameters, rowSchema } from './operation-schemas.js';

/** Google's `Tool`, which follows the Model Context Protocol. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
  readonly outputSchema: JsonSchema;
  readonly annotations: {
    readonly title: string;
    readonly readOnlyHint: boolean;
    readonly destructiveHint: boolean;
    readonly idempotentHint: boolean;
    readonly openWorldHint: boolean;
  };
}

/** One operation on one entity type. */
interface OperationTarget {
  readonly entityType: EntityType;
  readonly operation: Operation;
}

/** The operation or action that a tool carries out. */
export type ToolTarget = OperationTarget | { readonly action: Action };

/** How tools for one kind of operation are described. */
interface OperationTool {
  readonly does: string;
  readonly title: string;
  readonly isRead: boolean;
  /** Whether the connector itself retries the operation after a broken connection. */
  readonly isIdempotent: boolean;
  readonly input: (entityType: EntityType) => JsonSchema;
  readonly output: (entityType: EntityType) => JsonSchema;
}

const OPERATION_TOOLS: Readonly<Record<Operation, OperationTool>> = {
  LIST: {
    does: 'Lists entities',
    title: 'List',
    isRead: true,
    isIdempotent: true,
    input: (entityType) => ({ type: ['object'], properties: listParameters(entityType) }),
    output: (entityType) => ({
      type: ['object'],
      properties: { entities: { type: ['array'], items: rowSchema(entityType) }, nextPageToken: { type: ['string'] } },
      required: ['entities'],
    }),
  },
  GET: {
    does: 'Reads one entity',
    title: 'Get one entity of',
    isRead: true,
    isIdempotent: true,
    input: byEntityId,
    output: rowSchema,
  },
  CREATE: {
    does: 'Creates an entity',
    title: 'Create an entity of',
    isRead: false,
    isIdempotent: false,
    input: (entityType) => describeInput(entityType, 'CREATE'),
    output: rowSchema,
  },
  UPDATE: {
    does: 'Changes one entity',
    title: 'Update one entity of',
    isRead: false,
    isIdempotent: false,
    input(entityType) {
      const { properties, ...schema } = describeInput(entityType, 'UPDATE');
      return {
        ...schema,
        properties: { entityId: entityIdSchema(entityType), ...properties },
        required: ['entityId'],
      };
    },
    output: rowSchema,
  },
  DELETE: {
    does: 'Deletes one entity',
    title: 'Delete one entity of',
    isRead: false,
    isIdempotent: true,
    input: byEntityId,
    output: () => ({ type: ['object'], properties: {} }),
  },
};

/** The targets of all tools by name: every operation of every entity type, and every action. */
export function toolTargets({ entities, actions }: Catalog): ReadonlyMap<string, ToolTarget> {
  const operations = Object.values(entities.catalog).flatMap((entityType) =>
    entityType.operations.map((operation) => {
      const name = `${operation.toLowerCase()}_${entityType.name}`;
      return [name, { entityType, operation }] as const;
    }),
  );
  const taken = new Set(operations.map(([name]) => slug(name)));
  const executions = Object.values(actions.catalog).map((action) => {
    const name = taken.has(slug(action.name)) ? `execute_${action.name}` : action.name;
    return [name, { action }] as const;
  });
  return new Map<string, ToolTarget>([...operations, ...executions]);
}

/** Some clients ignore case and punctuation of tool names, so that `get_Balance` and `GetBalance` would be the same tool. */
function slug(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}

/** Describes the tool of an operation or action from its declaration. */
export function describeTool(name: string, target: ToolTarget): Tool {
  return 'action' in target ? actionTool(name, target.action) : operationTool(name, target);
}

function operationTool(name: string, { entityType, operation }: OperationTarget): Tool {
  const { does, title, isRead, isIdempotent, input, output } = OPERATION_TOOLS[operation];
  const { description, deprecated, consequences } = entityType;
  const consequence = consequences?.[operation];
  return {
    name,
    description: sentences(
      `${does} of ${entityType.name}.`,
      consequence && `This ${consequence}.`,
      description,
      deprecated,
    ),
    inputSchema: input(entityType),
    outputSchema: output(entityType),
    annotations: {
      title: `${title} ${entityType.name}`,
      readOnlyHint: isRead,
      // A CREATE without consequences only adds an entity, which can be deleted again.
      destructiveHint: !isRead && (operation !== 'CREATE' || consequence !== undefined),
      idempotentHint: isIdempotent,
      openWorldHint: true,
    },
  };
}

function actionTool(name: string, action: Action): Tool {
  const { displayName, description, consequence, inputJsonSchema, resultJsonSchema } = describeAction(action);
  const isRead = action.method === 'GET';
  return {
    name,
    description: sentences(description, consequence && `This ${consequence}.`),
    inputSchema: inputJsonSchema,
    outputSchema: {
      type: ['object'],
      properties: { results: { type: ['array'], items: resultJsonSchema } },
      required: ['results'],
    },
    annotations: {
      title: displayName,
      readOnlyHint: isRead,
      destructiveHint: !isRead && (action.isDestructive === true || consequence !== undefined),
      idempotentHint: action.isIdempotent,
      openWorldHint: true,
    },
  };
}

function sentences(...all: readonly (string | undefined)[]): string {
  return all.filter(Boolean).join(' ');
}

function byEntityId(entityType: EntityType): JsonSchema {
  return { type: ['object'], properties: { entityId: entityIdSchema(entityType) }, required: ['entityId'] };
}
