import { ConnectorError } from '../../errors.js';
import { defineMethod } from '../method.js';
import { PAGE, pageOf } from '../page.js';
import { flag, text } from '../parameters.js';
import { type Metric, METRICS, RESOURCE_TYPE } from './metrics.js';
import { parseSeriesFilter } from './monitoring-filter.js';

const PAGE_LIMITS = { default: 10_000, max: 10_000 };

/** The metrics are the same for every project. With `activeOnly`, all are listed: they have data as soon as there is a connection. */
export const list = defineMethod({
  id: 'monitoring.projects.metricDescriptors.list',
  permission: 'none',
  audit: 'ADMIN_READ',
  on: 'server',
  parameters: { ...PAGE, filter: text(), activeOnly: flag() },
  handle(_services, { path, query }) {
    const filter = parseSeriesFilter(query.filter ?? '');
    const found = METRICS.filter(({ type }) => filter.matches({ metricType: type }) !== false);
    const { items, ...page } = pageOf(found, query, PAGE_LIMITS);
    return { metricDescriptors: items.map((metric) => toDescriptor(metric, path.projectsId ?? '')), ...page };
  },
});

export const get = defineMethod({
  id: 'monitoring.projects.metricDescriptors.get',
  permission: 'none',
  audit: 'ADMIN_READ',
  on: 'server',
  handle(_services, { path }) {
    const { metricDescriptorsId = '', projectsId = '' } = path;
    const metric = METRICS.find(({ type }) => type === metricDescriptorsId);
    if (metric) return toDescriptor(metric, projectsId);
    const message = `There is no metric ${JSON.stringify(metricDescriptorsId.slice(0, 200))}. Use metricDescriptors.list to list the metrics.`;
    throw new ConnectorError('NOT_FOUND', message, { reason: 'UNKNOWN_METRIC' });
  },
});

function toDescriptor({ values: _values, labels, ...metric }: Metric, project: string): object {
  return {
    name: `projects/${project}/metricDescriptors/${metric.type}`,
    ...metric,
    labels: Object.entries(labels).map(([key, description]) => ({ key, valueType: 'STRING', description })),
    launchStage: 'GA',
    monitoredResourceTypes: [RESOURCE_TYPE],
    metadata: { samplePeriod: '10s', ingestDelay: '0s' },
  };
}
