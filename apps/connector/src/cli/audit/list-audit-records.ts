import type { ConnectorFlags } from '../connector/connector-flags.js';
import { type Resource, withServer } from '../connector/connector-client.js';
import { showAll } from '../connector/show-resources.js';

/** Which records of the audit log. */
export interface AuditFlags extends Omit<ConnectorFlags, 'project'> {
  /** Default: of all projects, which only the administrator may read. */
  readonly project?: string;
  readonly caller?: string;
  readonly method?: string;
  readonly resource?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
}

const RECORD = {
  toRow: ({ time, caller, method, resource, status, reason }: Resource) => ({
    Time: time,
    Caller: caller,
    Method: method,
    Status: status,
    Reason: reason,
    Resource: resource,
  }),
  columns: ['Time', 'Caller', 'Method', 'Status', 'Reason', 'Resource'],
};

/** `audit`: the newest first. */
export function audit(flags: AuditFlags, process: NodeJS.Process): Promise<void> {
  const { project, caller, method, resource, from, to, limit, output } = flags;
  return withServer({ ...flags, project: project ?? '' }, process, (server) => {
    const query = { project, caller, method, resource, from, to, pageSize: String(limit) };
    return showAll(server.list('/admin/v1/auditRecords', 'auditRecords', query), { ...RECORD, output, limit }, process);
  });
}
