import type { ApiCall } from './api.ts';
import type { Random } from './random.ts';
import type { TwilioStore } from './twilio-store.ts';

/** A call that may be carried out once. */
export interface KeyedCall {
  readonly call: ApiCall & { readonly key: string };
  /** How often it was carried out: at the most, if it is made of several requests. */
  done(): number;
}

const CONNECTION = '/v2/projects/local/locations/local/connections/twilio';
const MESSAGES = `${CONNECTION}/entityTypes/Messages/entities`;
const AT_ONCE = 3;

/** Makes calls with keys of their own: messages, calls, and changes of several messages. */
export function createKeyedCalls({ lane, random }: { lane: string; random: Random }, store: TwilioStore) {
  let count = 0;
  let place = 0;

  function withKey(path: string, body: object, done: (mark: string) => number): KeyedCall {
    const mark = markOf(count);
    const method = 'POST';
    return { call: { method, path, body, key: `key-${mark}` }, done: () => done(mark) };
  }

  /** A message is changed by one call at a time, so that each request is known to be of that. */
  function bulk(): KeyedCall {
    const sids = Array.from({ length: AT_ONCE }, (_, index) => store.sids[(place + index) % store.sids.length] ?? '');
    place += AT_ONCE;
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
