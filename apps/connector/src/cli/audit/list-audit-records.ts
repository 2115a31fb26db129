import type { ConnectorFlags } from '../connector/connector-flags.js';
import { type Resource, withConnector } from '../connector/connector-client.js';
import { showAll } from '../connector/show-resources.js';

/** The flags of `audit`. */
export interface AuditFlags extends Omit<ConnectorFlags, 'project'> {
  /** Default: every project, which only the administrator can read. */
  readonly project?: string;
  readonly caller?: string;
  readonly method?: string;
  readonly resource?: string;
  readonly entity?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
}

const RECORD = {
  toRow: ({ time, caller, method, resource, status, reason, entity }: Resource) => ({
    Time: time,
    Caller: caller,
    Method: method,
    Status: status,
    Reason: reason,
    Resource: resource,
    Entity: entity,
  }),
  columns: ['Time', 'Caller', 'Method', 'Status', 'Reason', 'Resource', 'Entity'],
};

/** `audit`: lists records, newest first. */
export function audit(flags: AuditFlags, process: NodeJS.Process): Promise<void> {
  const { project, caller, method, resource, entity, from, to, limit, output } = flags;
  return withConnector({ ...flags, project: project ?? '' }, process, (connector) => {
    const query = { project, caller, method, resource, entity, from, to, pageSize: String(limit) };
    return showAll(
      connector.list('/admin/v1/auditRecords', 'auditRecords', query),
      { ...RECORD, output, limit },
      process,
    );
  });
}
