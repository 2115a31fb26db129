import { notFound, type TwilioProblem } from '../twilio/problem.js';
import { draftOf, changesOf } from './draft.js';
import type { Content, Form, Resource, Verb, World } from '../model/resource.js';
import type { Row, Table } from '../model/table.js';
import type { Operation } from '../twilio/operation.js';
import { toEntity, toList } from './render.js';
import { checkParameters } from './check-parameters.js';
import { listPage, type View } from './list-page.js';
import { belongsTo, keyOf, pathOf, withParents } from './entity-path.js';
import type { Target } from './router.js';

/** What is answered: a status and, but for 204, a body or bytes. */
export interface Answer {
  readonly status: number;
  readonly body?: object;
  /** What the body is called in XML; a list has no name. */
  readonly element?: string;
  readonly content?: Content;
}

/** A request as the interpreter takes it. */
export interface Call extends Target {
  /** The path without `.json`. */
  readonly path: string;
  /** What the path ends with, without the dot: `json`, `xml`, `mp3`; '' for nothing. */
  readonly extension: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
}

/** What the path of properties may end with; all else asks for an entity's content. */
const PLAIN = ['', 'json', 'xml'];

/** A request in its world. */
interface Task extends Call {
  readonly world: World;
  readonly operation: Operation;
  readonly table: Table;
  readonly view: View;
  readonly belongs: (row: Row) => boolean;
}

/** Carries out one request on the world, by what the resource's declaration says; throws `TwilioProblem`. */
export function interpret(call: Call, whole: World): Answer {
  const { resource, verb, query } = call;
  const operation = resource.operations[verb];
  const params = withParents(resource, call.params, whole);
  const isOfEntity = PLAIN.includes(call.extension) || (resource.content && verb === 'get');
  if (!operation || !params || !isOfEntity) throw missing(call);
  const world: World = { ...whole, accountSid: params.AccountSid ?? whole.accountSid };
  const showsDeleted = verb !== 'delete' && query.get(resource.keepsDeleted?.shownBy ?? '') === 'true';
  return VERBS[verb]({
    ...call,
    params,
    world,
    operation,
    table: world.table(resource.rows),
    view: viewOf(resource, world.now(), showsDeleted),
    belongs: belongsTo(resource, params, whole.accountSid),
  });
}

const VERBS: Readonly<Record<Verb, (task: Task) => Answer>> = {
  list(task) {
    check(task);
    const { resource, operation, table, query, path, view, belongs, world } = task;
    const page = listPage(resource, table, query, { view, belongs, timeFilters: world.timeFilters });
    const entities = page.rows.map((row) => entityOf(task, row));
    return { status: operation.status, body: toList(resource, operation, page, { path, query, entities }) };
  },
  get(task) {
    const row = existing(task);
    const content = task.resource.content?.(row, task.extension);
    if (content) return { status: task.operation.status, content };
    check(task);
    return show(task, row);
  },
  create(task) {
    check(task);
    const { resource, world, params, table } = task;
    const form = toForm(task.form);
    const asked = resource.request?.(form, world, params);
    if (asked) return show(task, { sid: '', ...asked });
    const draft = () => draftOf(resource, form, world, params);
    return show(task, table.put(resource.create?.(form, world, { params, draft }) ?? draft()));
  },
  update(task) {
    const row = existing(task);
    check(task);
    const { resource, world, table } = task;
    const form = toForm(task.form);
    const byName = changesOf(resource, form, world);
    const changes = resource.update ? resource.update(row, form, world, byName) : byName;
    return show(task, table.put({ ...(table.get(table.keyOf(row)) ?? row), ...changes, sid: row.sid }));
  },
  delete(task) {
    const row = existing(task);
    check(task);
    const { resource, world, table, operation } = task;
    resource.beforeDelete?.(row, world);
    const key = table.keyOf(row);
    if (resource.keepsDeleted) table.update(key, { ...resource.keepsDeleted.as, deleted_at: world.now() });
    else table.remove(key);
    return { status: operation.status };
  },
};

function check({ operation: { query: parameters = {}, form = {} }, query, form: given, resource }: Task): void {
  checkParameters(query, { parameters });
  checkParameters(given, { parameters: form, ...(resource.refusals && { refusals: resource.refusals }) });
}

function existing(task: Task): Row {
  const { resource, params, world, query, table, belongs, view } = task;
  const row = resource.find ? resource.find(params, world, query) : table.get(keyOf(resource, params));
  const shown = row && belongs(row) ? view(row) : undefined;
  if (!shown) throw missing(task);
  return shown;
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

/** How the rows of a resource look at an instant; those that were deleted only show when they are asked for. */
export function viewOf(resource: Resource, now: number, showsDeleted: boolean): View {
  return (row) => {
    if (row.deleted_at !== undefined) {
      const isKept = now - Number(row.deleted_at) < (resource.keepsDeleted?.forMs ?? 0);
      return showsDeleted && isKept ? row : undefined;
    }
    const changes = resource.atTime?.(row, now);
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
