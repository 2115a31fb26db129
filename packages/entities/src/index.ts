export { actions } from './actions/index.js';
export { catalog } from './catalog/index.js';
export { parseCondition } from './conditions/parse.js';
export type { DataTypeName, Domain, Literal } from './data-types/index.js';
export { entityIdOf } from './engine/entity-key.js';
export { DEFAULT_LIST_PAGE_SIZE, MAX_LIST_PAGE_SIZE } from './engine/page-size.js';
export { parseSortBy } from './engine/sort.js';
export { EntityError, isEntityError } from './errors.js';
export type { EntityErrorCode, FieldViolation } from './errors.js';
export { boolean, date, decimal, double, integer, json, oneOf, sid, text, timestamp } from './model/index.js';
export {
  defineAction,
  defineEntityType,
  keyColumnsOf,
  didYouMean,
  keyOf,
  predicatesOf,
  summaryOf,
} from './model/index.js';
export type {
  Action,
  ActionCatalog,
  BulkOptions,
  BulkPlan,
  BulkQuery,
  BulkReport,
  BulkResult,
  CallMetadata,
  CallOptions,
  Capabilities,
  Catalog,
  Comparison,
  ComparisonOperator,
  CompletedPart,
  Condition,
  ConditionOn,
  CountOptions,
  CountResult,
  CreateInput,
  DeleteResult,
  Download,
  DownloadPort,
  Entity,
  EntityResult,
  EntityType,
  Explanation,
  Field,
  Fields,
  In,
  IsNull,
  Like,
  ListOptions,
  ListResult,
  MemoryNeed,
  Origin,
  Operation,
  Operator,
  PaceClock,
  PageOfRows,
  Pages,
  ParentScan,
  Predicate,
  Query,
  Rows,
  RowsOptions,
  ScanOptions,
  Selector,
  Send,
  SortBy,
  Sorted,
  TwilioAnswer,
  TwilioRequest,
  UpdateInput,
  YieldToEventLoop,
} from './model/index.js';
export { waitForTurn } from './engine/turns.js';
export type { ActionInput, ActionResult, ActionRow, Actions } from './operations/actions.js';
export { findEntityType } from './operations/calls.js';
export { createActionPlans, createActions } from './operations/create-actions.js';
export type { ActionPlans, ActionPlansOptions, ActionsOptions } from './operations/create-actions.js';
export { createEntities, createEntityPlans } from './operations/create-entities.js';
export type { EntitiesOptions, EntityPlans, EntityPlansOptions } from './operations/create-entities.js';
export type { Entities, ValidateOnly } from './operations/entities.js';
export { selectedKey } from './operations/write-operations.js';
export { timeOfEveryRow } from './scan/time-of-every-row.js';
export { describeAction, describeEntityType, describeInput } from './schema/describe.js';
export type {
  ActionDescription,
  EntityTypeDescription,
  FieldDescription,
  InputParameterDescription,
  ResultDescription,
} from './schema/describe.js';
export type { JsonSchema } from './schema/json-schema.js';
