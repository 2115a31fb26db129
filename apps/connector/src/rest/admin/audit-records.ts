import { resourceOfPath } from '../../access/resource-names.js';
import { invalidParameter } from '../../errors.js';
import { defineMethod } from '../method.js';
import { PAGE, toPageSize } from '../page.js';
import { type Parameter, text } from '../parameters.js';
import { MAX_ITEMS_PER_ANSWER } from '../../calls/page-size.js';

const PAGE_LIMITS = { default: 100, max: MAX_ITEMS_PER_ANSWER };
/** RFC 3339, or a date. */
const TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** The audit log, newest first. Each parameter narrows the list. */
export const list = defineMethod({
  id: 'admin.auditRecords.list',
  route: { httpMethod: 'GET', path: '/admin/v1/auditRecords' },
  permission: 'none',
  audit: 'ADMIN_READ',
  on: 'server',
  parameters: { ...PAGE, project: text(), resource: text(), caller: text(), method: text(), from: time(), to: time() },
  // Only the administrator reads the whole log. Reading the records of one project requires a permission on it.
  async requirement(_services, { query: { project } }) {
    if (project === undefined) return { permission: 'administrator', resource: '' };
    // `resourceOfPath` rejects an id with a slash, which would name a connection and bypass the project's policy.
    return { permission: 'connectors.auditRecords.list', resource: resourceOfPath({ projectsId: project }) };
  },
  async handle({ audit }, { query }) {
    const { project, resource, caller, method, from, to, pageToken } = query;
    const pageSize = toPageSize(query.pageSize, PAGE_LIMITS);
    const filters = { project, resourcePrefix: resource, caller, method, from, to };
    const { records, nextPageToken } = await audit.list({ ...filters, pageSize, pageToken });
    return { auditRecords: records, nextPageToken };
  },
});

function time(): Parameter<string | undefined> {
  return {
    read([value], name) {
      if (value === undefined) return undefined;
      const ms = TIME.test(value) ? Date.parse(value) : Number.NaN;
      if (!Number.isNaN(ms)) return new Date(ms).toISOString();
      throw invalidParameter(name, 'must be a time such as 2026-01-31T00:00:00Z, or a date such as 2026-01-31');
    },
  };
}
