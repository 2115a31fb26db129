import type { TestBed } from './test-bed.js';

type Row = Readonly<Record<string, unknown>>;

/** How the list of an entity type differs from its stored records by Twilio's rules. */
export interface ListingRules {
  /** The conditions that a list of all entities needs. */
  readonly where?: string;
  /** Selects the records of the entity type if it shares them with another type. */
  readonly holds?: (record: Row) => boolean;
  /** Columns that a GET returns and a list omits. */
  readonly leavesOut?: readonly string[];
  /** Creates entities if the simulator's seed has none. */
  readonly prepare?: (bed: TestBed) => void;
}

const REQUEST_AND_RESPONSE = ['RequestVariables', 'RequestHeaders', 'ResponseBody', 'ResponseHeaders'];

/** Assigns two phone numbers to an address. */
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
  // Without StartTime, Twilio returns only the last thirty days.
  CallSummaries: { where: "StartTime >= '2020-01-01T00:00:00Z'" },
  ConferenceRecordings: { holds: ({ conference_sid }) => conference_sid != null },
  DependentPhoneNumbers: { holds: ({ address_sid }) => address_sid != null, prepare: addressNumbers },
  Notifications: { leavesOut: REQUEST_AND_RESPONSE },
  // The age of a task grows between the list and the comparison.
  Tasks: { leavesOut: ['Age'] },
  // Usage is computed anew for each list.
  UsageRecords: {
    where: "Interval = 'Monthly'",
    holds: ({ interval }) => interval === 'Monthly',
    leavesOut: ['AsOf'],
  },
};
