import { type Location, LOCATIONS } from '../../connections/locations.js';
import { ConnectorError } from '../../errors.js';
import { defineMethod } from '../method.js';
import { PAGE, pageOf } from '../page.js';
import { ignored, unsupported } from '../parameters.js';

const PAGE_LIMITS = { default: 100, max: 1000 };

export const list = defineMethod({
  id: 'v1.list',
  permission: 'connectors.locations.list',
  audit: 'ADMIN_READ',
  on: 'server',
  parameters: {
    ...PAGE,
    filter: unsupported('omit it and choose from the whole list'),
    // Asks for Google's internal locations, which do not exist here.
    extraLocationTypes: { ...ignored(), isRepeated: true },
  },
  handle(_services, { path, query }) {
    const { items, ...page } = pageOf(LOCATIONS, query, PAGE_LIMITS);
    return { locations: items.map((location) => toLocation(path, location)), ...page };
  },
});

export const get = defineMethod({
  id: 'v1.get',
  permission: 'connectors.locations.get',
  audit: 'ADMIN_READ',
  on: 'server',
  handle(_services, { path }) {
    const location = LOCATIONS.find(({ locationId }) => locationId === path.locationsId);
    if (location) return toLocation(path, location);
    const message = `There is no location ${JSON.stringify(path.locationsId)}. Use locations.list to list the locations.`;
    throw new ConnectorError('NOT_FOUND', message, { reason: 'UNKNOWN_LOCATION' });
  },
});

function toLocation({ projectsId }: Readonly<Record<string, string>>, { locationId, displayName }: Location) {
  return { name: `projects/${projectsId}/locations/${locationId}`, locationId, displayName };
}
