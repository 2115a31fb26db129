export { type Action, defineAction } from './action.js';
export type { ActionCatalog, Catalog, NameOffering, Resolve, ResolveAction } from './catalog.js';
export type {
  Comparison,
  ComparisonOperator,
  Condition,
  ConditionOn,
  In,
  IsNull,
  Like,
  Predicate,
} from './condition.js';
export { predicatesOf } from './condition.js';
export { didYouMean } from './did-you-mean.js';
export { summaryOf } from './summary.js';
export { defineEntityType, type EntityType, type Fields, keyOf, type Operation } from './entity-type.js';
export type { Capabilities, Field, Operator } from './field.js';
export { boolean, date, decimal, double, integer, json, oneOf, sid, text, timestamp } from './field.js';
export type { CreateInput, Entity, UpdateInput } from './infer.js';
export { instancePathOf, isInPath, isSingle, keyColumnsOf, parentsOf, takes } from './path.js';
export type {
  BulkQuery,
  CompletedPart,
  CountOptions,
  ListOptions,
  ParentScan,
  Query,
  RowsOptions,
  ScanOptions,
  Selector,
  SortBy,
  Sorted,
} from './query.js';
export type {
  CallOptions,
  Download,
  DownloadPort,
  MemoryNeed,
  Origin,
  PaceClock,
  Send,
  TwilioAnswer,
  TwilioRequest,
  YieldToEventLoop,
} from './request.js';
export type {
  BulkOptions,
  BulkPlan,
  BulkReport,
  BulkResult,
  CallMetadata,
  CountResult,
  DeleteResult,
  EntityResult,
  Explanation,
  ListResult,
  PageOfRows,
  Pages,
  Rows,
} from './result.js';
