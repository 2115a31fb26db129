import type { ApiCall } from './api.ts';
import type { Random } from './random.ts';
import type { TwilioStore } from './twilio-store.ts';

/** A call that must be carried out at most once. */
export interface KeyedCall {
  readonly call: ApiCall & { readonly key: string };
  /** How often it was carried out; the maximum if it consists of several requests. */
  done(): number;
}

const CONNECTION = '/v2/projects/local/locations/local/connections/twilio';
const MESSAGES = `${CONNECTION}/entityTypes/Messages/entities`;
const BULK_SIZE = 3;

/** Creates calls with distinct keys: messages, phone calls, and changes of several messages. */
export function createKeyedCalls({ lane, random }: { lane: string; random: Random }, store: TwilioStore) {
  let count = 0;
  let nextSid = 0;

  function withKey(path: string, body: object, done: (mark: string) => number): KeyedCall {
    const mark = markOf(count);
    const method = 'POST';
    return { call: { method, path, body, key: `key-${mark}` }, done: () => done(mark) };
  }

  /** Only one call at a time changes a message, so that each request can be attributed to its call. */
  function bulk(): KeyedCall {
    const sids = Array.from(
      { length: BULK_SIZE },
      (_, index) => store.sids[(nextSid + index) % store.sids.length] ?? '',
    );
    nextSid += BULK_SIZE;
    const before = sids.map((sid) => store.changes(sid));
    const where = encodeURIComponent(`Sid IN (${sids.map((sid) => `'${sid}'`).join(', ')})`);
    return withKey(`${MESSAGES}:updateEntitiesWithConditions?conditions=${where}`, { fields: { Body: '' } }, () =>
      Math.max(...sids.map((sid, index) => store.changes(sid) - (before[index] ?? 0))),
    );
  }

  const markOf = (number: number) => `sip:${lane}-${number}@example.com`;
  return (): KeyedCall => {
    count += 1;
    const mark = markOf(count);
    const made = (one: string) => store.made(one);
    const [sender, message] = ['+15550100100', { To: '+15550100001', Sender: '+15550100100', Body: mark }];
    const chance = random.next();
    if (chance < 0.4) return withKey(MESSAGES, { fields: message }, made);
    if (chance < 0.6) return withKey(`${CONNECTION}/actions/SendMessage:execute`, { parameters: message }, made);
    if (chance < 0.85) {
      const parameters = { To: mark, From: sender, Url: 'https://example.com/twiml' };
      return withKey(`${CONNECTION}/actions/MakeCall:execute`, { parameters }, made);
    }
    return bulk();
  };
}
