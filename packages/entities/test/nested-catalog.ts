import { createEntities, defineEntityType, type Send } from '../src/index.js';
import { integer, oneOf, sid, text, timestamp } from '../src/index.js';

// A catalog that covers every form of path and key of an entity type.

const messages = defineEntityType({
  name: 'Messages',
  description: 'Parent entities.',
  docs: 'https://www.twilio.com/docs',
  path: '/2010-04-01/Accounts/{AccountSid}/Messages',
  collection: 'messages',
  operations: ['LIST'],
  fields: { Sid: sid('MM', { key: true }) },
});

export const media = defineEntityType({
  name: 'Media',
  description: 'Entities with one parent.',
  docs: 'https://www.twilio.com/docs',
  path: '/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media',
  collection: 'media_list',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  fields: {
    Sid: sid('ME', { key: true }),
    MessageSid: sid('MM', { references: 'Messages' }),
    ContentType: text({ create: 'optional', update: true }),
    DateCreated: timestamp({ filter: ['=', '<', '<=', '>', '>='] }),
  },
});

export const numbers = defineEntityType({
  name: 'Numbers',
  description: 'Entities without a key and with two parents, one of which has known values.',
  docs: 'https://www.twilio.com/docs',
  product: 'numbers',
  path: '/v1/Countries/{Country}/{Type}{/Interval}',
  collection: 'numbers',
  maxPageSize: 3,
  operations: ['LIST'],
  fields: {
    Country: text(),
    Type: oneOf(['Local', 'Mobile']),
    Interval: oneOf(['Daily', 'Monthly'], { readable: false, filter: ['='] }),
    PhoneNumber: text(),
    Size: integer(),
    DateCreated: timestamp({ filter: { '>=': 'CreatedAfter', '<=': 'CreatedBefore' } }),
  },
});

const lookup = defineEntityType({
  name: 'Lookup',
  description: 'A single entity with the key in its path.',
  docs: 'https://www.twilio.com/docs',
  product: 'lookups',
  path: '/v2/PhoneNumbers/{PhoneNumber}',
  operations: ['GET'],
  fields: { PhoneNumber: text({ key: true }), Fields: text({ readable: false, filter: ['='] }), Valid: text() },
});

const balance = defineEntityType({
  name: 'Balance',
  description: 'The single entity of an account.',
  docs: 'https://www.twilio.com/docs',
  path: '/2010-04-01/Accounts/{AccountSid}/Balance',
  operations: ['GET'],
  fields: { AccountSid: sid('AC', { key: true }), Currency: text() },
});

/** Creates entities over fixed answers by path, and records the requests. */
export function serve(rows: Readonly<Record<string, unknown>>) {
  const asked: string[] = [];
  const send: Send = async ({ method, path, query, form }) => {
    const words = [...Object.entries(query ?? {}), ...Object.entries(form ?? {})].map(([k, v]) => `${k}=${String(v)}`);
    asked.push([method, path.replace('/2010-04-01/Accounts/{AccountSid}', '~'), ...words].join(' '));
    const body = rows[path.replace('/2010-04-01/Accounts/{AccountSid}', '~')];
    if (body === undefined) throw Object.assign(new Error('not found'), { status: 404, attempts: 1 });
    return { status: 200, body, attempts: 1 };
  };
  const catalog = { Messages: messages, Media: media, Numbers: numbers, Lookup: lookup, Balance: balance };
  return { asked, entities: createEntities({ send, catalog }) };
}
