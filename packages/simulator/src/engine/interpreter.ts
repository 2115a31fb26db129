import { notFound } from '../problem.js';
import type { Resource, World } from '../resources/resource.js';
import type { Row } from '../store.js';
import { toEntity, toList } from './answer.js';
import { listPage } from './list.js';
import type { Target } from './route.js';

/** What is answered: a status and, but for 204, a body. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
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
  const { resource, verb, sid, path, query, form } = call;
  const table = world.table(resource.name);
  const current = (row: Row): Row => ({ ...row, ...resource.atTime?.(row, world.now()) });
  const uriOf = (row: Row) => `${fill(resource.instancePath ?? `${resource.path}/{Sid}`, world, row.sid)}.json`;
  const show = (row: Row) => toEntity(resource, current(row), uriOf(row));
  const existing = () => {
    const row = table.get(sid ?? '');
    if (!row) throw notFound(`${path}.json`);
    return row;
  };
  switch (verb) {
    case 'list': {
      const page = listPage(resource, table, query, current);
      return { status: 200, body: toList(resource, page, { self: `${path}.json`, query, uriOf }) };
    }
    case 'get':
      return { status: 200, body: show(existing()) };
    case 'create': {
      const row = create(resource, world, toForm(form), sid);
      return { status: resource.createdStatus ?? 201, body: show(row) };
    }
    case 'update': {
      const row = existing();
      const shown = current(row);
      const changes = resource.update?.(shown, toForm(form), world) ?? {};
      return { status: 200, body: show(table.update(row.sid, { ...shown, ...changes }) ?? row) };
    }
    case 'delete': {
      const row = existing();
      resource.beforeDelete?.(current(row));
      table.remove(row.sid);
      return { status: 204 };
    }
  }
}

function create(resource: Resource, world: World, form: ReturnType<typeof toForm>, sid: string | undefined): Row {
  const table = world.table(resource.name);
  const row = resource.create?.(form, world, sid);
  if (!row) throw notFound(resource.path);
  // Call feedback is given anew by the same request.
  return table.get(row.sid) ? (table.update(row.sid, row) ?? row) : table.insert(row);
}

function toForm(form: URLSearchParams) {
  return {
    get: (name: string) => form.get(name) ?? undefined,
    getAll: (name: string) => form.getAll(name),
    has: (name: string) => form.has(name),
  };
}

function fill(path: string, world: World, sid: string): string {
  return path.replace('{AccountSid}', world.accountSid).replace('{Sid}', sid);
}
