import { defineEntityType, sid, text, timestamp } from '../../model/index.js';

export const media = defineEntityType({
  name: 'Media',
  group: 'Messaging',
  description: 'Metadata of the media attached to one message. DownloadMedia returns the bytes.',
  docs: 'https://www.twilio.com/docs/messaging/api/media-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media',
  collection: 'media_list',
  operations: ['LIST', 'GET', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the attachment' },
  summary: ['Sid', 'ContentType', 'DateCreated', 'MessageSid'],
  fields: {
    Sid: sid('ME', { key: true }),
    MessageSid: sid(['SM', 'MM'], { references: 'Messages' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    ContentType: text({ description: 'Its MIME type.' }),
    ParentSid: sid(['SM', 'MM'], { references: 'Messages', description: 'The message; same as MessageSid.' }),
    DateCreated: timestamp({ filter: ['=', '<', '<=', '>', '>='] }),
    DateUpdated: timestamp(),
    Uri: text(),
  },
});
