/** A location as v1 `locations.list` returns it, without its name. */
export interface Location {
  readonly locationId: string;
  readonly displayName: string;
}

/**
 * The locations of connections: this server (`local`), and Google's regions, so that existing configurations keep theirs. All of
 * them are served here. Google's list: https://cloud.google.com/integration-connectors/docs/locations
 */
export const LOCATIONS: readonly Location[] = [
  { locationId: 'local', displayName: 'This server' },
  { locationId: 'global', displayName: 'Global' },
  { locationId: 'africa-south1', displayName: 'Johannesburg' },
  { locationId: 'asia-east1', displayName: 'Taiwan' },
  { locationId: 'asia-east2', displayName: 'Hong Kong' },
  { locationId: 'asia-northeast1', displayName: 'Tokyo' },
  { locationId: 'asia-northeast2', displayName: 'Osaka' },
  { locationId: 'asia-northeast3', displayName: 'Seoul' },
  { locationId: 'asia-south1', displayName: 'Mumbai' },
  { locationId: 'asia-south2', displayName: 'Delhi' },
  { locationId: 'asia-southeast1', displayName: 'Singapore' },
  { locationId: 'asia-southeast2', displayName: 'Jakarta' },
  { locationId: 'australia-southeast1', displayName: 'Sydney' },
  { locationId: 'australia-southeast2', displayName: 'Melbourne' },
  { locationId: 'europe-central2', displayName: 'Warsaw' },
  { locationId: 'europe-north1', displayName: 'Finland' },
  { locationId: 'europe-southwest1', displayName: 'Madrid' },
  { locationId: 'europe-west1', displayName: 'Belgium' },
  { locationId: 'europe-west2', displayName: 'London' },
  { locationId: 'europe-west3', displayName: 'Frankfurt' },
  { locationId: 'europe-west4', displayName: 'Netherlands' },
  { locationId: 'europe-west6', displayName: 'Zürich' },
  { locationId: 'europe-west8', displayName: 'Milan' },
  { locationId: 'europe-west9', displayName: 'Paris' },
  { locationId: 'europe-west10', displayName: 'Berlin' },
  { locationId: 'europe-west12', displayName: 'Turin' },
  { locationId: 'me-central1', displayName: 'Doha' },
  { locationId: 'me-central2', displayName: 'Dammam' },
  { locationId: 'me-west1', displayName: 'Tel Aviv' },
  { locationId: 'northamerica-northeast1', displayName: 'Montréal' },
  { locationId: 'northamerica-northeast2', displayName: 'Toronto' },
  { locationId: 'southamerica-east1', displayName: 'São Paulo' },
  { locationId: 'southamerica-west1', displayName: 'Santiago' },
  { locationId: 'us-central1', displayName: 'Iowa' },
  { locationId: 'us-east1', displayName: 'South Carolina' },
  { locationId: 'us-east4', displayName: 'Northern Virginia' },
  { locationId: 'us-east5', displayName: 'Columbus' },
  { locationId: 'us-south1', displayName: 'Dallas' },
  { locationId: 'us-west1', displayName: 'Oregon' },
  { locationId: 'us-west2', displayName: 'Los Angeles' },
  { locationId: 'us-west3', displayName: 'Salt Lake City' },
  { locationId: 'us-west4', displayName: 'Las Vegas' },
];
