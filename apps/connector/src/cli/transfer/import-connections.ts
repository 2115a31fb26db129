import { type ConnectorClient, queryOf, type Resource, withConnector } from '../connector/connector-client.js';
import type { ConnectorFlags } from '../connector/connector-flags.js';
import { idOf, toPath } from '../connector/resource-names.js';
import { ServerError } from '../connector/server-error.js';
import { showAll } from '../connector/show-resources.js';
import { errorToText } from '../error-text.js';
import { EXIT, exitCodeOf } from '../exit-codes.js';
import { waitFor } from '../operations/wait-for-operation.js';
import { confirm } from '../terminal/confirm.js';
import { writeNotes } from '../terminal/notes.js';
import { findInFiles } from './find-in-files.js';
import { type Change, type ImportPlan, planImport } from './plan-import.js';

/** The flags of `import`. */
export interface ImportFlags extends ConnectorFlags {
  readonly value?: readonly (readonly [string, string])[];
  readonly dryRun?: boolean;
}

const CHANGE = {
  toRow: ({ name, change, fields, state, problem }: Resource) => ({
    Connection: idOf(name),
    Location: String(name).split('/')[3],
    Change: change,
    Fields: Array.isArray(fields) ? fields.join(', ') : '',
    State: state,
    Problem: problem,
  }),
  columns: ['Connection', 'Location', 'Change', 'Fields', 'State', 'Problem'],
  flexible: ['Fields', 'Problem'],
};

/** `import`. @throws Error if a connection was not imported; the others are imported all the same */
export async function importConnections(
  files: readonly string[],
  flags: ImportFlags,
  process: NodeJS.Process,
): Promise<void> {
  const { project, location, value = [], output, dryRun = false } = flags;
  const found = await findInFiles(files, { given: new Map(value), place: { project, location } }, process);
  await withConnector(flags, process, async (connector) => {
    const plan = await planImport(found, connector);
    if (found.connections.length === 0) writeNotes(['The given files contain no connections.'], process);
    writeNotes(plan.remarks, process);
    if (!dryRun) await confirm(consequenceOf(plan), { yes: flags.yes ?? false, process });
    const failures: string[] = [];
    const outcomes = carryOut(plan, dryRun, { connector, process, failures });
    if (plan.changes.length > 0) await showAll(outcomes, { ...CHANGE, output }, process);
    writeNotes(failures, process);
    const missing = plan.blocked + failures.length;
    if (missing > 0) throw new Error(`${countOf(missing)} not imported.`);
  });
}

/** Completes the sentence "This …" of the question. */
function consequenceOf({ changes }: ImportPlan): string | undefined {
  const namesOf = (kind: Change['kind']) => changes.filter((change) => change.kind === kind).map(({ name }) => name);
  const [created, updated] = [namesOf('create'), namesOf('update')];
  const parts = [
    ...(created.length > 0 ? [`creates ${created.join(', ')}`] : []),
    ...(updated.length > 0 ? [`updates ${updated.join(', ')}`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(' and ');
}

async function* carryOut(
  { changes }: ImportPlan,
  dryRun: boolean,
  { connector, process, failures }: { connector: ConnectorClient; process: NodeJS.Process; failures: string[] },
): AsyncGenerator<Resource> {
  for (const change of changes) {
    const { name, kind, fields } = change;
    const row = { name, change: kind, ...(kind === 'update' && { fields: Object.keys(fields) }) };
    if (dryRun || kind === 'unchanged') {
      yield row;
      continue;
    }
    try {
      const operation = await write(change, connector);
      const { status } = await waitFor(connector, operation, process);
      const { state, description } = (status ?? {}) as { readonly state?: string; readonly description?: string };
      yield { ...row, state, ...(description && { problem: description }) };
    } catch (error) {
      if (!(error instanceof ServerError) || exitCodeOf(error) === EXIT.outcomeUnknown) throw error;
      failures.push(`${name} was not imported: ${errorToText(error)}`);
    }
  }
}

function write({ name, kind, fields }: Change, connector: ConnectorClient): Promise<Resource> {
  const [parent = '', connectionId = ''] = name.split('/connections/');
  if (kind === 'create') {
    return connector.write(`/v1/${toPath(parent)}/connections?${queryOf({ connectionId })}`, {
      method: 'POST',
      body: fields,
    });
  }
  const updateMask = Object.keys(fields).join();
  return connector.write(`/v1/${toPath(name)}?${queryOf({ updateMask })}`, { method: 'PATCH', body: fields });
}

function countOf(connections: number): string {
  return connections === 1 ? '1 connection was' : `${connections} connections were`;
}
