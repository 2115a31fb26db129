import { notFound } from '../problem.js';
import type { Form, Resource, World } from '../resources/resource.js';
import type { Row } from '../store.js';
import { toEntity, toList } from './answer.js';
import { listPage, type View } from './list.js';
import type { Target } from './route.js';

/** What is answered: a status and, but for 204, a body. */
export interface Answer {
  readonly status: number;
  readonly body?: object;
  /** What the body is called in XML; a list has no name. */
  readonly element?: string;
}

/** A request as the interpreter takes it. */
export interface Call extends Target {
  /** The path without `.json`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
}

/** Carries out one request on the world, by what the resource's declaration says; throws `TwilioProblem`. */
export function interpret(call: Call, world: World): Answer {
  const { resource, verb, sid = '', path, query } = call;
  const table = world.table(resource.name);
  const showsDeleted = verb !== 'delete' && query.get(resource.keepsDeleted?.shownBy ?? '') === 'true';
  const view = viewOf(resource, world.now(), showsDeleted);
  const element = resource.name.replace(/s$/, '');
  const pathOf = (row: Row) => fill(resource.instancePath ?? `${resource.path}/{Sid}`, world.accountSid, row.sid);
  const show = (row: Row, status = 200): Answer => {
    return { status, body: toEntity(resource, view(row) ?? row, pathOf(row)), element };
  };
  const existing = (): Row => {
    const row = table.get(sid);
    const shown = row && view(row);
    if (!shown) throw notFound(`${path}.json`);
    return shown;
  };
  switch (verb) {
    case 'list': {
      const page = listPage(resource, table, query, { view, timeFilters: world.timeFilters });
      return { status: 200, body: toList(resource, page, { self: `${path}.json`, query, pathOf }) };
    }
    case 'get':
      return show(existing());
    case 'create': {
      const { createdStatus: status = 201 } = resource;
      const asked = resource.request?.(toForm(call.form), world);
      if (asked) return { status, body: asked, element };
      const row = resource.create?.(toForm(call.form), world, call.sid);
      if (!row) throw notFound(`${path}.json`);
      return show(table.put(row), status);
    }
    case 'update': {
      const changes = resource.update?.(existing(), toForm(call.form), world) ?? {};
      return show(table.update(sid, changes) ?? existing());
    }
    case 'delete': {
      const row = existing();
      resource.beforeDelete?.(row);
      if (resource.keepsDeleted) table.update(sid, { ...resource.keepsDeleted.as, deleted_at: world.now() });
      else table.remove(sid);
      return { status: 204 };
    }
  }
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

function fill(path: string, accountSid: string, sid: string): string {
  return path.replace('{AccountSid}', accountSid).replace('{Sid}', sid);
}
