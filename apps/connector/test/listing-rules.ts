import type { TestBed } from './test-bed.js';

type Row = Readonly<Record<string, unknown>>;

/** How a list differs from the records of its entity type, by Twilio's rules. */
export interface ListingRules {
  /** What a list has to say to hold all of them. */
  readonly where?: string;
  /** Which records are of the entity type, where it shares them with another. */
  readonly holds?: (record: Row) => boolean;
  /** Columns that a GET answers and a list leaves out. */
  readonly leavesOut?: readonly string[];
  /** Makes something to list, where the seed has nothing. */
  readonly prepare?: (bed: TestBed) => void;
}

const REQUEST_AND_RESPONSE = ['RequestVariables', 'RequestHeaders', 'ResponseBody', 'ResponseHeaders'];

/** Two numbers stand at an address. */
function addressNumbers({ simulator }: TestBed): void {
  const [address] = simulator.snapshot('Addresses');
  const numbers = simulator.snapshot('IncomingPhoneNumbers');
  simulator.seed(
    'IncomingPhoneNumbers',
    numbers.map((number, at) => (at < 2 ? { ...number, address_sid: address?.sid } : number)),
  );
}

export const LISTING_RULES: Readonly<Record<string, ListingRules>> = {
  // https://www.twilio.com/docs/usage/monitor-alert
  Alerts: { leavesOut: REQUEST_AND_RESPONSE },
  CallNotifications: { leavesOut: REQUEST_AND_RESPONSE },
  // Without a StartTime there are those of the last thirty days.
  CallSummaries: { where: "StartTime >= '2020-01-01T00:00:00Z'" },
  ConferenceRecordings: { holds: ({ conference_sid }) => conference_sid != null },
  DependentPhoneNumbers: { holds: ({ address_sid }) => address_sid != null, prepare: addressNumbers },
  Notifications: { leavesOut: REQUEST_AND_RESPONSE },
  UsageRecords: { where: "Interval = 'Monthly'", holds: ({ interval }) => interval === 'Monthly' },
};
