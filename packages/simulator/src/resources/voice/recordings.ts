import type { Declaration, SeedWorld } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { DAY_MS } from '../../twilio/times.js';
import { checkNotActive } from './recording-status.js';
import { silenceAs } from './sound.js';

const SOURCES = ['OutboundAPI', 'DialVerb', 'RecordVerb', 'Conference', 'Trunking'] as const;
/** The SID that the example on Google's page reads. */
const EXAMPLE_SID = 'RE2e915e78549694bd0a0742d2d39454e5';

export const recordings: Declaration = {
  name: 'Recordings',
  path: '/2010-04-01/Accounts/{AccountSid}/Recordings',
  share: 0.25,
  subresources: { add_on_results: 'AddOnResults', transcriptions: 'Transcriptions' },
  keepsDeleted: { as: { status: 'deleted' }, forMs: 40 * DAY_MS, shownBy: 'IncludeSoftDeleted' },
  beforeDelete: (row) => checkNotActive(row),
  content: (_row, extension) => silenceAs(extension),
  *seed(count, world) {
    const completed = [...world.table('Calls').oldestFirst()].filter(({ status }) => status === 'completed');
    // The newest call gets the example recording and no other.
    const newest = completed.pop();
    for (let index = 0; index < count; index++) {
      const call = completed[Math.floor((index / count) * completed.length)];
      if (call) yield seeded(world, call);
    }
    if (newest) yield seeded(world, newest, EXAMPLE_SID);
  },
};

function seeded({ accountSid, random }: SeedWorld, call: Row, sid = random.sid('RE')): Row {
  const minutes = Math.ceil(Number(call.duration) / 60);
  const source = random.pick(SOURCES);
  return {
    sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    call_sid: call.sid,
    conference_sid: source === 'Conference' ? random.sid('CF') : null,
    date_created: call.start_time,
    date_updated: call.end_time,
    start_time: call.start_time,
    duration: call.duration,
    price: random.below(4) === 0 ? null : (-0.0025 * minutes).toFixed(5),
    price_unit: 'USD',
    status: 'completed',
    channels: source === 'DialVerb' ? 2 : 1,
    source,
    media_url: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`,
  };
}
