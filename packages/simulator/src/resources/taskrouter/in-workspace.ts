import type { Form, World } from '../../model/resource.js';
import { type Row, textOf } from '../../model/row.js';
import { TwilioProblem } from '../../twilio/problem.js';

type Tables = Pick<World, 'table'>;

/** The entities of a resource in a workspace, oldest first. */
export function rowsIn({ table }: Tables, resource: string, workspaceSid: unknown): readonly Row[] {
  return [...table(resource).oldestFirst()].filter((row) => row.workspace_sid === workspaceSid);
}

/** Whether a text means true: TaskRouter also takes `1` and `yes`. */
export function isTrue(text: string): boolean {
  return /^(?:true|1|yes)$/i.test(text);
}

/** The entity of the workspace that a parameter names; undefined when the parameter is absent or empty. */
export function namedIn(
  world: World,
  resource: string,
  at: { readonly workspaceSid: unknown; readonly form: Form; readonly parameter: string },
): Row | undefined {
  const sid = at.form.get(at.parameter);
  if (!sid) return undefined;
  const row = world.table(resource).get(sid);
  if (row?.workspace_sid === at.workspaceSid) return row;
  throw new TwilioProblem(400, 20_001, `${at.parameter} ${sid} was not found in the workspace.`);
}

/** Writes the new name of an entity wherever other entities show it beside its SID. */
export function copyName(
  world: World,
  entity: Row,
  places: readonly (readonly [resource: string, sid: string, name: string])[],
): void {
  for (const [resource, sid, name] of places) {
    const table = world.table(resource);
    for (const row of table.oldestFirst()) {
      if (row[sid] === entity.sid) table.update(row.sid, { [name]: textOf(entity, 'friendly_name') });
    }
  }
}
