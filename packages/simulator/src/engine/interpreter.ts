import { notFound, type TwilioProblem } from '../problem.js';
import type { Bytes, Form, Verb, World } from '../resources/resource.js';
import type { Row } from '../store.js';
import { toEntity, toList } from './answer.js';
import { draftOf, fromForm } from './draft.js';
import { filtersOf } from './filters.js';
import { listPage, type View } from './list.js';
import { findEntity, lookAt, viewOf } from './lookup.js';
import type { Target } from './route.js';
import { checkParameters } from './validate.js';

/** What is answered: a status and, but for 204, a body. */
export interface Answer {
  readonly status: number;
  readonly body?: object;
  /** Instead of a body: a sound or a picture. */
  readonly bytes?: Bytes;
  /** What the body is called in XML; a list has no name. */
  readonly element?: string;
}

/** A request as the interpreter takes it. */
export interface Call extends Target {
  /** Without its extension. */
  readonly path: string;
  /** `json`, `mp3`, …; undefined when there is none. */
  readonly extension: string | undefined;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
}

/** Carries out one request on the world, by what the resource's declaration says; throws `TwilioProblem`. */
export function interpret(call: Call, shared: World): Answer {
  const world = { ...shared, accountSid: call.parameters.AccountSid ?? shared.accountSid };
  checkParents(call, world);
  const bytes = call.verb === 'get' ? bytesOf(call, world) : undefined;
  return bytes ? { status: 200, bytes } : CARRY_OUT[call.verb](call, world);
}

const CARRY_OUT: Readonly<Record<Verb, (call: Call, world: World) => Answer>> = {
  list(call, world) {
    const { served, path, query } = call;
    check(call);
    const { table, isHere } = lookAt(call, world);
    const view = viewAt(call, world);
    const page = listPage(table, query, {
      view: (row) => (isHere(row) ? view(row) : undefined),
      filters: filtersOf(served),
      maxPageSize: served.operations.list?.query?.PageSize?.maximum,
      timeFilters: world.timeFilters,
    });
    return { status: 200, body: toList(served, page, { self: path, query }) };
  },

  get(call, world) {
    const row = existing(call, world);
    check(call);
    return show(call, row);
  },

  create(call, world) {
    check(call);
    const { served, parameters } = call;
    const { resource, owner } = served;
    const form = toForm(call.form);
    const draft = () => draftOf(served, { form, parameters }, world);
    const asked = resource.request?.(form, world, draft);
    if (asked) return show(call, { sid: '', ...asked });
    const row = world.table(owner.name).put(resource.create?.(form, world, draft) ?? draft());
    return show(call, viewAt(call, world)(row) ?? row);
  },

  update(call, world) {
    const { served } = call;
    const row = existing(call, world);
    check(call);
    const form = toForm(call.form);
    const table = world.table(served.owner.name);
    const key = table.keyOf(row);
    if (!table.get(key)) table.put(row);
    const changes = { ...fromForm(served, 'update', form), date_updated: world.now() };
    const changed = table.update(key, served.resource.update?.(row, form, world, changes) ?? changes) ?? row;
    return show(call, viewAt(call, world)(changed) ?? changed);
  },

  delete(call, world) {
    const { owner, operations } = call.served;
    const row = existing(call, world);
    check(call);
    const table = world.table(owner.name);
    owner.beforeDelete?.(row);
    if (owner.keepsDeleted) table.update(table.keyOf(row), { ...owner.keepsDeleted.as, deleted_at: world.now() });
    else table.remove(table.keyOf(row));
    return { status: operations.delete?.status ?? 204 };
  },
};

function check({ served, verb, query, form }: Call): void {
  const { resource, operations } = served;
  checkParameters(operations[verb]?.query ?? {}, query, resource.refusals);
  checkParameters(operations[verb]?.form ?? {}, form, resource.refusals);
}

function existing(call: Call, world: World): Row {
  const row = findEntity(call, world);
  const shown = row && viewAt(call, world)(row);
  if (!shown) throw missing(call);
  return shown;
}

function missing({ served, path }: Call): TwilioProblem {
  return notFound(served.product === 'api' ? `${path}.json` : path);
}

function viewAt({ served, verb, query }: Call, world: World): View {
  const shownBy = served.owner.keepsDeleted?.shownBy;
  const showsDeleted = verb !== 'delete' && shownBy !== undefined && query.get(shownBy) === 'true';
  return viewOf(served, world.now(), showsDeleted);
}

function show({ served, verb }: Call, row: Row): Answer {
  const { resource, operations } = served;
  const declared = operations[verb]?.status ?? 200;
  const status = verb === 'create' ? (resource.createdStatus ?? declared) : declared;
  return { status, body: toEntity(served, verb, row), element: resource.name.replace(/s$/, '') };
}

/** A path leads only through what there is. */
function checkParents(call: Call, world: World): void {
  const { parents, served, parameters } = call;
  const isThere = parents.every((parent) => {
    const row = findEntity(parent, world);
    return row && viewOf(parent.served, world.now(), false)(row);
  });
  const declared = Object.entries(served.resource.parents ?? {});
  if (isThere && declared.every(([name, resource]) => world.table(resource).get(parameters[name] ?? ''))) return;
  throw missing(call);
}

function bytesOf(call: Call, world: World): Bytes | undefined {
  const { resource } = call.served;
  if (call.extension === 'json' || !resource.bytes) return undefined;
  const row = findEntity(call, world);
  const shown = row && viewOf(call.served, world.now(), false)(row);
  return shown && resource.bytes(shown, call.extension);
}

function toForm(form: URLSearchParams): Form {
  return {
    get: (name) => form.get(name) ?? undefined,
    getAll: (name) => form.getAll(name),
    has: (name) => form.has(name),
  };
}
