import { invalidMember } from '../../errors.js';
import { isId } from '../../store/time-ids.js';
import type { Body } from '../body.js';
import { defineMethod } from '../method.js';
import { createPagePlaces, unknownToken } from '../page-place.js';
import { toPageSize } from '../page.js';
import { toGoogleEntry } from './google-entry.js';
import { readLogFilter } from './log-filter.js';
import { createPayloadAccess, missingPermission, readableLogs, readResourceNames } from './readable-logs.js';

const PAGE_LIMITS = { default: 50, max: 1000 };
const ORDERS: Readonly<Record<string, 'asc' | 'desc'>> = {
  '': 'asc',
  timestamp: 'asc',
  'timestamp asc': 'asc',
  'timestamp desc': 'desc',
};

/** The entries of the logs of connections. A project stands for those of its connections that the caller may see. */
export const list = defineMethod({
  id: 'logging.entries.list',
  permission: 'none',
  audit: 'DATA_READ',
  on: 'server',
  body: ['resourceNames', 'projectIds', 'filter', 'orderBy', 'pageSize', 'pageToken'],
  requirement: (services, { body, caller }) => missingPermission(services, caller, namesOf(body)),
  async handle(services, { body, caller }) {
    const names = namesOf(body);
    const [text, orderBy, pageToken] = [
      textOf(body, 'filter'),
      textOf(body, 'orderBy').trim(),
      textOf(body, 'pageToken'),
    ];
    const order = Object.hasOwn(ORDERS, orderBy) ? ORDERS[orderBy] : undefined;
    if (!order) throw invalidMember('orderBy', 'must be "timestamp asc" or "timestamp desc"');
    const places = createPagePlaces([names, text, order], 'resourceNames, filter and orderBy');
    const after = pageToken === '' ? undefined : idOf(places.fromToken(pageToken));
    const { matches, mayMatch, ...bounds } = readLogFilter(text);
    const logs = (await readableLogs(services, caller, names)).filter(({ connection }) => mayMatch(connection));
    const payloads = createPayloadAccess(services, caller);
    // A filter can read the content of every entry, and the answer has that of few connections.
    if (matches) await payloads.prepare(logs);
    const toGoogle = (entry: Parameters<typeof toGoogleEntry>[0]) => toGoogleEntry(payloads.visible(entry));
    const { entries, next } = await services.logs.list({
      ...bounds,
      logs,
      order,
      after,
      pageSize: toPageSize(pageSizeOf(body), PAGE_LIMITS),
      matches: matches && ((entry) => matches(toGoogle(entry))),
    });
    if (!matches) await payloads.prepare(entries);
    return {
      ...(entries.length > 0 && { entries: entries.map(toGoogle) }),
      ...(next !== undefined && { nextPageToken: places.toToken(next) }),
    };
  },
});

function namesOf({ resourceNames, projectIds }: Body): readonly string[] {
  return readResourceNames(resourceNames, projectIds);
}

function textOf(body: Body, name: string): string {
  const { [name]: value = '' } = body;
  if (value === null) return '';
  if (typeof value === 'string') return value;
  throw invalidMember(name, 'must be a text');
}

function pageSizeOf({ pageSize = 0 }: Body): number {
  const size = Number(pageSize);
  if (typeof pageSize !== 'boolean' && Number.isInteger(size)) return size;
  throw invalidMember('pageSize', 'must be a whole number');
}

function idOf(place: string): string {
  if (isId(place)) return place;
  throw unknownToken();
}
