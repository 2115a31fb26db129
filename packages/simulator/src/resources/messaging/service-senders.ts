import { notFound, TwilioProblem } from '../../problem.js';
import type { Row } from '../../store.js';
import type { Resource, World } from '../resource.js';

const CAPABILITIES = ['SMS', 'MMS', 'Voice'];

export const messagingServicePhoneNumbers: Resource = {
  name: 'MessagingServicePhoneNumbers',
  product: 'messaging',
  path: '/v1/Services/{ServiceSid}/PhoneNumbers',
  share: 0.01,
  createdStatus: 201,
  create(form, world, draft) {
    const number = owned('IncomingPhoneNumbers', form.get('PhoneNumberSid') ?? '', world);
    refuseTwice('MessagingServicePhoneNumbers', number, world);
    return { ...draft(), ...toSender(number), sid: number.sid };
  },
  sample: (_draft, { other }) => toSender(other('IncomingPhoneNumbers')),
};

export const messagingServiceShortCodes: Resource = {
  name: 'MessagingServiceShortCodes',
  product: 'messaging',
  path: '/v1/Services/{ServiceSid}/ShortCodes',
  share: 0.01,
  createdStatus: 201,
  create(form, world, draft) {
    const code = owned('ShortCodes', form.get('ShortCodeSid') ?? '', world);
    refuseTwice('MessagingServiceShortCodes', code, world);
    return { ...draft(), ...toSender(code), sid: code.sid };
  },
  sample: (_draft, { other }) => toSender(other('ShortCodes')),
};

export const messagingServiceAlphaSenders: Resource = {
  name: 'MessagingServiceAlphaSenders',
  product: 'messaging',
  path: '/v1/Services/{ServiceSid}/AlphaSenders',
  share: 0.01,
  blank: { capabilities: ['SMS'] },
  sample: (_draft, { index }) => ({ alpha_sender: `Sender${index + 1}` }),
};

/** A sender of a service is one of the account's, and keeps its SID. */
function toSender(sender: Row | undefined) {
  const { sid, phone_number, short_code } = sender ?? { sid: '' };
  return { sid, phone_number, short_code, country_code: 'US', capabilities: CAPABILITIES };
}

function owned(resource: string, sid: string, world: World): Row {
  const row = world.table(resource).get(sid);
  if (!row) throw notFound(`/v1/${resource}/${sid}`);
  return row;
}

function refuseTwice(resource: string, { sid }: Row, world: World): void {
  if (!world.table(resource).get(sid)) return;
  throw new TwilioProblem(
    409,
    21_710,
    'The phone number or short code is already associated with a messaging service.',
  );
}
