export { actions } from './actions/index.js';
export { catalog } from './catalog/index.js';
export { parseCondition } from './conditions/parse.js';
export type { Literal } from './data-types/index.js';
export { describeAction, describeEntityType, describeInput } from './describe.js';
export type {
  ActionDescription,
  EntityTypeDescription,
  FieldDescription,
  InputParameterDescription,
  ResultDescription,
} from './describe.js';
export type { JsonSchema } from './json-schema.js';
export { entityIdOf } from './engine/entity-key.js';
export { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from './engine/page-size.js';
export type { CallOptions, Download, DownloadPort, Send, TwilioAnswer, TwilioRequest } from './engine/send.js';
export { parseSortBy, type SortBy } from './engine/sort.js';
export { createActions, type ActionsOptions } from './create-actions.js';
export type {
  ActionCatalog,
  ActionInput,
  ActionOperations,
  ActionResult,
  ActionRow,
  Actions,
} from './action-operations.js';
export { createEntities, type EntitiesOptions, findEntityType } from './entities.js';
export type {
  BulkOptions,
  BulkPlan,
  BulkQuery,
  BulkReport,
  BulkResult,
  CallMetadata,
  Catalog,
  DeleteResult,
  Entities,
  EntityOperations,
  ValidateOnly,
  WriteChecks,
} from './operations.js';
export type {
  EntityResult,
  Explanation,
  ListOptions,
  ListResult,
  ParentScan,
  Query,
  Rows,
  RowsOptions,
  Sorted,
  Selector,
} from './operations.js';
export { selectedKey } from './write-operations.js';
export { EntityError, isEntityError } from './errors.js';
export type { EntityErrorCode, FieldViolation } from './errors.js';
export { boolean, date, decimal, double, integer, json, oneOf, sid, text, timestamp } from './model/index.js';
export { defineAction, defineEntityType, keyColumnsOf, keyOf, predicatesOf } from './model/index.js';
export type {
  Action,
  Capabilities,
  Comparison,
  ComparisonOperator,
  Condition,
  ConditionOn,
  DataTypeName,
  Domain,
  Field,
  In,
  IsNull,
  Like,
  Predicate,
} from './model/index.js';
export type { CreateInput, Entity, EntityType, Fields, Operation, Operator, UpdateInput } from './model/index.js';
