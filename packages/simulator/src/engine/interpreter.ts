import type { Content, Form, Params, Resource, Verb, World } from '../model/resource.js';
import type { Row } from '../model/row.js';
import type { Table } from '../model/table.js';
import type { Operation } from '../twilio/operation.js';
import { notFound, type TwilioProblem } from '../twilio/problem.js';
import { createTableOf } from '../world/tables.js';
import { checkParameters } from './check-parameters.js';
import { changesOf, draftOf } from './draft.js';
import { belongsTo, keyOf, pathOf, withParentKeys } from './entity-path.js';
import { toEntityBytes } from './entity-bytes.js';
import { listPage, type View } from './list-page.js';
import { toEntity, toList } from './render.js';
import type { Target } from './router.js';

/** A response before serialization: a status and, except for 204, a body or binary content. */
export interface Answer {
  readonly status: number;
  readonly body?: object;
  /** The entities of a list as JSON, in place of the empty list in the body. */
  readonly listed?: { readonly collection: string; readonly entities: readonly Buffer[] };
  /** The XML element that holds the body; undefined for a list. */
  readonly element?: string;
  readonly content?: Content;
}

/** A routed request. */
export interface Call extends Target {
  /** The path without `.json`. */
  readonly path: string;
  /** The path's extension without the dot, such as `json`, `xml` or `mp3`; '' for none. */
  readonly extension: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
}

/** Extensions that request an entity's properties. All others request its binary content. */
const PROPERTY_EXTENSIONS = ['', 'json', 'xml'];

/** A request with the operation and the table that it addresses. */
interface Task extends Call {
  readonly world: World;
  readonly operation: Operation;
  readonly table: Table;
  readonly view: View;
  readonly belongs: (row: Row) => boolean;
}

/**
 * Executes a request against the world as the resource's declaration says.
 *
 * @throws TwilioProblem
 */
export function interpret(call: Call, mainWorld: World): Answer {
  const { resource, verb, query } = call;
  const operation = resource.operations[verb];
  const params = withParentKeys(resource, paramsOf(call, operation, mainWorld), mainWorld);
  const hasResponse = PROPERTY_EXTENSIONS.includes(call.extension) || (resource.content && verb === 'get');
  if (!operation || !params || !hasResponse) throw missing(call);
  const world: World = { ...mainWorld, accountSid: params.AccountSid ?? mainWorld.accountSid };
  const showsDeleted = verb !== 'delete' && query.get(resource.keepsDeleted?.shownBy ?? '') === 'true';
  return VERBS[verb]({
    ...call,
    params,
    world,
    operation,
    table: world.table(resource.tableName),
    view: viewOf(resource, world, showsDeleted),
    belongs: belongsTo(resource, params, mainWorld.accountSid),
  });
}

/** The path's parameters, after a POST has made the parent that it names. */
function paramsOf(call: Call, operation: Operation | undefined, world: World): Params {
  const { resource, verb, params, form } = call;
  if (verb !== 'create' || !resource.makesParent || !operation) return params;
  check({ ...call, operation });
  const ofAccount: World = { ...world, accountSid: params.AccountSid ?? world.accountSid };
  return { ...params, ...resource.makesParent(params, toForm(form), ofAccount) };
}

const VERBS: Readonly<Record<Verb, (task: Task) => Answer>> = {
  list(task) {
    check(task);
    const { resource, operation, params, query, path, view, belongs, world } = task;
    const computed = resource.computed?.(query, world, params);
    const table = computed ? createTableOf(resource, computed) : task.table;
    const page = listPage(resource, table, query, { view, belongs, timeFilters: world.timeFilters, now: world.now() });
    const toBytes = (row: Row) => {
      const isStored = () => task.table.get(task.table.keyOf(row)) === row;
      return toEntityBytes(resource, operation, row, { path: pathOf(resource, row, world.accountSid), isStored });
    };
    const listed = { collection: operation.collection ?? '', entities: page.rows.map(toBytes) };
    return { status: operation.status, body: toList(resource, operation, page, { path, query }), listed };
  },
  get(task) {
    const row = requireRow(task);
    const content = task.resource.content?.(row, task.extension);
    if (content) return { status: task.operation.status, content };
    check(task);
    return show(task, row);
  },
  create(task) {
    check(task);
    const { resource, world, params } = task;
    const form = toForm(task.form);
    const response = resource.request?.(form, world, params);
    if (response) return show(task, { sid: '', ...response });
    const draft = () => draftOf(resource, form, world, params);
    return show(task, store(task, resource.create?.(form, world, { params, draft }) ?? draft()));
  },
  update(task) {
    const row = requireRow(task);
    check(task);
    const { resource, world, table } = task;
    const form = toForm(task.form);
    const changed = changesOf(resource, form, world);
    const changes = resource.update ? resource.update(row, form, world, changed) : changed;
    return show(task, store(task, { ...(table.get(table.keyOf(row)) ?? row), ...changes, sid: row.sid }));
  },
  delete(task) {
    const row = requireRow(task);
    check(task);
    const { resource, world, table, operation } = task;
    resource.beforeDelete?.(row, world);
    const key = table.keyOf(row);
    if (resource.keepsDeleted) table.update(key, { ...resource.keepsDeleted.as, deleted_at: world.now() });
    else table.remove(key);
    return { status: operation.status };
  },
};

function check(task: Pick<Task, 'operation' | 'query' | 'form' | 'resource'>): void {
  const { operation, query, form: given, resource } = task;
  const { query: parameters = {}, form = {} } = operation;
  const { refusals, accepts } = resource;
  checkParameters(query, { parameters, accepts });
  checkParameters(given, { parameters: form, refusals, accepts });
}

function requireRow(task: Task): Row {
  const { resource, params, world, query, table, belongs, view } = task;
  const row = resource.find ? resource.find(params, world, query) : table.get(keyOf(resource, params));
  const visible = row && belongs(row) ? view(row) : undefined;
  if (!visible) throw missing(task);
  return visible;
}

function store({ resource, table, world }: Task, row: Row): Row {
  if (resource.webhooks) world.plan(row.sid, resource.webhooks(row));
  return table.put(row);
}

function show(task: Task, row: Row): Answer {
  const element = task.resource.name.replace(/s$/, '');
  return { status: task.operation.status, body: entityOf(task, task.view(row) ?? row), element };
}

function entityOf({ resource, operation, world }: Task, row: Row): Record<string, unknown> {
  return toEntity(resource, operation, row, pathOf(resource, row, world.accountSid));
}

function missing({ resource, path }: Call): TwilioProblem {
  return notFound(resource.product === 'api' ? `${path}.json` : path);
}

/** Returns the view of a resource's rows now. Deleted rows that are still kept show only when requested. */
export function viewOf(resource: Resource, world: World, showsDeleted: boolean): View {
  const now = world.now();
  return (row) => {
    if (row.deleted_at !== undefined) {
      const isKept = now - Number(row.deleted_at) < (resource.keepsDeleted?.forMs ?? 0);
      return showsDeleted && isKept ? row : undefined;
    }
    const changes = resource.atTime?.(row, now, world);
    if (changes?.deleted_at !== undefined) return undefined;
    return changes ? { ...row, ...changes } : row;
  };
}

function toForm(form: URLSearchParams): Form {
  return {
    get: (name) => form.get(name) ?? undefined,
    getAll: (name) => form.getAll(name),
    has: (name) => form.has(name),
  };
}
