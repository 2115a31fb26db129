import { type Location, LOCATIONS } from '../../connections/locations.js';
import { ConnectorError } from '../../errors.js';
import { pageOf, pageParameters } from '../page.js';
import type { RestRequest } from '../request.js';
import type { Services } from '../services.js';

/** `locations.list` */
export function listLocations(_services: Services, { params, query }: RestRequest) {
  const { items, nextPageToken } = pageOf(LOCATIONS, pageParameters(query), { default: 100, max: 1000 });
  return { locations: items.map((location) => toLocation(params, location)), ...(nextPageToken && { nextPageToken }) };
}

/** `locations.get` */
export function getLocation(_services: Services, { params }: RestRequest) {
  const location = LOCATIONS.find(({ locationId }) => locationId === params.locationsId);
  if (location) return toLocation(params, location);
  const message = `There is no location ${JSON.stringify(params.locationsId)}; locations.list names those that there are.`;
  throw new ConnectorError('NOT_FOUND', message, { reason: 'UNKNOWN_LOCATION' });
}

function toLocation({ projectsId }: RestRequest['params'], { locationId, displayName }: Location) {
  return { name: `projects/${projectsId}/locations/${locationId}`, locationId, displayName };
}
