import type { Row } from '../store.js';
import { DAY_MS } from '../times.js';
import type { Resource, SeedWorld } from './resource.js';

const SOURCES = ['OutboundAPI', 'DialVerb', 'RecordVerb', 'Conference', 'Trunking'] as const;
/** Read by the worked example of Google's page. */
const EXAMPLE_SID = 'RE2e915e78549694bd0a0742d2d39454e5';

export const recordings: Resource = {
  name: 'Recordings',
  path: '/2010-04-01/Accounts/{AccountSid}/Recordings',
  collection: 'recordings',
  share: 0.25,
  verbs: ['list', 'get', 'delete'],
  filters: {
    DateCreated: { property: 'date_created', by: 'time', includesUpperBound: true },
    CallSid: { property: 'call_sid', by: 'equals' },
    ConferenceSid: { property: 'conference_sid', by: 'equals' },
    // Deleted recordings are gone at once here: Twilio keeps their data for 40 days.
    IncludeSoftDeleted: { property: '', by: 'flag' },
  },
  properties: [
    'account_sid',
    'api_version',
    'call_sid',
    'conference_sid',
    'date_created',
    'date_updated',
    'start_time',
    'duration',
    'sid',
    'price',
    'price_unit',
    'status',
    'channels',
    'source',
    'error_code',
    'uri',
    'encryption_details',
    'subresource_uris',
    'media_url',
  ],
  times: ['date_created', 'date_updated', 'start_time'],
  seed: (count, world) => [
    ...Array.from({ length: count }, (_, index) => seeded(world, index / Math.max(1, count))),
    { ...seeded(world, 1, EXAMPLE_SID) },
  ],
};

function seeded({ accountSid, random, end }: SeedWorld, age: number, sid = random.sid('RE')): Row {
  const made = end - Math.floor((1 - age) * 730 * DAY_MS) - random.below(3_600_000);
  const seconds = 1 + random.below(900);
  const source = random.pick(SOURCES);
  const uri = `/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`;
  return {
    sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    call_sid: random.sid('CA'),
    conference_sid: source === 'Conference' ? random.sid('CF') : null,
    date_created: made,
    date_updated: made + seconds * 1000,
    start_time: made,
    duration: String(seconds),
    price: random.below(4) === 0 ? null : (-0.0025 * Math.ceil(seconds / 60)).toFixed(5),
    price_unit: 'USD',
    status: 'completed',
    channels: source === 'DialVerb' ? 2 : 1,
    source,
    error_code: null,
    encryption_details: null,
    media_url: `https://api.twilio.com${uri}`,
    subresource_uris: { transcriptions: `${uri}/Transcriptions.json` },
  };
}
