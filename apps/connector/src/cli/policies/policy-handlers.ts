import type { ConnectorFlags } from '../connector/connector-flags.js';
import { toPath, toPolicyResource, toRole } from '../connector/resource-names.js';
import { type Resource, type ConnectorClient, withConnector } from '../connector/connector-client.js';
import { ServerError } from '../connector/server-error.js';
import { showAll, showOne } from '../connector/show-resources.js';

/** The flags of the commands that change policies. */
export interface PolicyFlags extends ConnectorFlags {
  readonly role: string;
  readonly member: string;
}

interface Binding {
  readonly role: string;
  readonly members: readonly string[];
}

const BINDING = {
  toRow: ({ role, member }: Resource) => ({ Role: role, Member: member }),
  columns: ['Role', 'Member'],
};
/** How often a change is tried while others change the same policy. */
const ATTEMPTS = 5;

/** `policies get` */
export function get(text: string, flags: ConnectorFlags, process: NodeJS.Process): Promise<void> {
  return withConnector(flags, process, async (connector) => {
    const policy = await read(connector, toPolicyResource(text, flags));
    const { output } = flags;
    if (output === undefined || output === 'json') return showOne(policy, { ...BINDING, output }, process);
    const rows = bindingsOf(policy).flatMap(({ role, members }) => members.map((member) => ({ role, member })));
    await showAll(eachOf(rows), { ...BINDING, output }, process);
  });
}

/** `policies add` */
export function add(text: string, flags: PolicyFlags, process: NodeJS.Process): Promise<void> {
  const { member } = flags;
  return change(text, flags, process, (bindings, role) => [...bindings, { role, members: [member] }]);
}

/** `policies remove` */
export function remove(text: string, flags: PolicyFlags, process: NodeJS.Process): Promise<void> {
  const { member } = flags;
  return change(text, flags, process, (bindings, role) => {
    if (!bindings.some((binding) => binding.role === role && binding.members.includes(member))) {
      throw new Error(
        `${member} does not have ${role} directly on ${toPolicyResource(text, flags)}; nothing was changed.`,
      );
    }
    return bindings.map((binding) =>
      binding.role === role ? { role, members: binding.members.filter((other) => other !== member) } : binding,
    );
  });
}

/** Reads a policy and writes it back changed. Starts over if the policy changes in between. */
function change(
  text: string,
  flags: PolicyFlags,
  process: NodeJS.Process,
  to: (bindings: readonly Binding[], role: string) => readonly Binding[],
): Promise<void> {
  const resource = toPolicyResource(text, flags);
  return withConnector(flags, process, async (connector) => {
    for (let attempt = 1; ; attempt += 1) {
      const { etag, ...policy } = await read(connector, resource);
      const bindings = to(bindingsOf(policy), toRole(flags.role));
      try {
        const body = { policy: { bindings, etag } };
        const changed = await connector.write(`${pathOf(resource)}:setIamPolicy`, { method: 'POST', body });
        return showOne(changed, { ...BINDING, output: 'json' }, process);
      } catch (error) {
        if (!(error instanceof ServerError) || error.code !== 'POLICY_CHANGED' || attempt === ATTEMPTS) throw error;
      }
    }
  });
}

/** As in Google's APIs, the policy of a connection is read by GET and that of a project by POST. */
function read(connector: ConnectorClient, resource: string): Promise<Resource> {
  const path = `${pathOf(resource)}:getIamPolicy`;
  return isConnection(resource) ? connector.read(path) : connector.readByPost(path);
}

function pathOf(resource: string): string {
  return `${isConnection(resource) ? '/v1' : '/cloudresourcemanager/v1'}/${toPath(resource)}`;
}

function isConnection(resource: string): boolean {
  return resource.includes('/connections/');
}

function bindingsOf({ bindings }: Resource): readonly Binding[] {
  return (bindings ?? []) as readonly Binding[];
}

async function* eachOf(rows: readonly Resource[]): AsyncGenerator<Resource> {
  yield* rows;
}
