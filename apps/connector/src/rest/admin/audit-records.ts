import { resourceOfPath } from '../../access/resource-names.js';
import { defineMethod } from '../method.js';
import { PAGE, toPageSize } from '../page.js';
import { text } from '../parameters.js';
import { time } from '../time-parameter.js';
import { MAX_ITEMS_PER_ANSWER } from '../../calls/page-size.js';

const PAGE_LIMITS = { default: 100, max: MAX_ITEMS_PER_ANSWER };

/** The audit log, newest first. Each parameter narrows the list. */
export const list = defineMethod({
  id: 'admin.auditRecords.list',
  route: { httpMethod: 'GET', path: '/admin/v1/auditRecords' },
  permission: 'none',
  audit: 'ADMIN_READ',
  on: 'server',
  parameters: {
    ...PAGE,
    project: text(),
    resource: text(),
    entity: text(),
    caller: text(),
    method: text(),
    callId: text(),
    from: time(),
    to: time(),
  },
  // Only the administrator reads the whole log. Reading the records of one project requires a permission on it.
  async requirement(_services, { query: { project } }) {
    if (project === undefined) return { permission: 'administrator', resource: '' };
    // `resourceOfPath` rejects an id with a slash, which would name a connection and bypass the project's policy.
    return { permission: 'connectors.auditRecords.list', resource: resourceOfPath({ projectsId: project }) };
  },
  async handle({ audit }, { query }) {
    const { project, resource, entity, caller, method, callId, from, to, pageToken } = query;
    const pageSize = toPageSize(query.pageSize, PAGE_LIMITS);
    const filters = { project, resourcePrefix: resource, entity, caller, method, callId, from, to };
    const { records, nextPageToken } = await audit.list({ ...filters, pageSize, pageToken });
    return { auditRecords: records, nextPageToken };
  },
});
