import type { TwilioRequest } from '@twilio-connector/entities';
import { expect, test } from 'vitest';
import { entityName, entityOfAction } from './entity-names.js';

const sid = (prefix: string) => prefix + '0'.repeat(32);

test.each([
  ['Messages', sid('SM'), `entityTypes/Messages/entities/${sid('SM')}`],
  ['Media', `${sid('SM')}/${sid('ME')}`, `entityTypes/Media/entities/${sid('SM')}/${sid('ME')}`],
  ['PhoneNumberLookup', '+15550100001', undefined],
  ['Participants', `${sid('CF')}/agent`, undefined],
  ['SyncDocuments', `${sid('IS')}/`, undefined],
])('an entity of %s with the key %s has the name %s', (entityType, id, name) => {
  expect(entityName(entityType, id)).toBe(name);
});

type Result = Readonly<Record<string, unknown>>;
const post = (path: string, product?: string): TwilioRequest => ({ method: 'POST', path, ...(product && { product }) });
const post2010 = (path: string) => post(`/2010-04-01/Accounts/{AccountSid}/${path}.json`);

test.each<[string, TwilioRequest, Result | undefined, string | undefined]>([
  ['updates an entity', post2010(`Calls/${sid('CA')}`), {}, `Calls/entities/${sid('CA')}`],
  [
    'updates one below another',
    post2010(`Conferences/${sid('CF')}/Participants/${sid('CA')}`),
    {},
    `Participants/entities/${sid('CF')}/${sid('CA')}`,
  ],
  [
    'names one below another by a label',
    post2010(`Conferences/${sid('CF')}/Participants/agent`),
    {},
    `Conferences/entities/${sid('CF')}`,
  ],
  ['works on an entity', post2010(`Messages/${sid('SM')}/Feedback`), {}, `Messages/entities/${sid('SM')}`],
  ['has not made one yet', post2010(`Messages`), undefined, undefined],
  ['made one', post2010(`Messages`), { Sid: sid('SM') }, `Messages/entities/${sid('SM')}`],
  [
    'made one of another product',
    post(`/v2/Services/${sid('VA')}/VerificationCheck`, 'verify'),
    { Sid: sid('VE') },
    `VerifyServices/entities/${sid('VA')}`,
  ],
  [
    'reads',
    { method: 'GET', path: `/2010-04-01/Accounts/{AccountSid}/Messages/${sid('SM')}/Media/${sid('ME')}` },
    {},
    undefined,
  ],
  ['is about a number', post(`/v2/PhoneNumbers/+15550100001`, 'lookups'), { Sid: sid('SM') }, undefined],
  ['is about nothing', post('/'), {}, undefined],
])('the entity of an action that %s is told by its request', (_name, request, result, entity) => {
  expect(entityOfAction(request, result)).toBe(entity && `entityTypes/${entity}`);
});
