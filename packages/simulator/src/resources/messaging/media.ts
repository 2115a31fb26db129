import type { Row } from '../../model/table.js';
import type { Declaration, World } from '../../model/resource.js';

/** The smallest picture of each type: one pixel. */
const PICTURES: Readonly<Record<string, string>> = {
  'image/png': 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'image/gif': 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7',
};

// The messages of the seed say that they have no media; those that are sent with `MediaUrl` have as many as they say.
export const media: Declaration = {
  name: 'Media',
  path: '/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media',
  parents: { MessageSid: { property: 'parent_sid' } },
  // Only the path without an extension has the bytes.
  content({ content_type: type }, extension) {
    const bytes = Buffer.from(PICTURES[String(type)] ?? '', 'base64');
    return extension === '' ? { type: String(type), bytes: new Uint8Array(bytes) } : undefined;
  },
  sample: () => ({ content_type: 'image/png' }),
};

/** What a message's `MediaUrl` becomes: the file itself is never fetched. */
export function newMedia(url: string, message: string, world: World): Row {
  const now = world.now();
  return {
    sid: world.sid('ME'),
    account_sid: world.accountSid,
    parent_sid: message,
    content_type: /\.gif$/i.test(url) ? 'image/gif' : 'image/png',
    date_created: now,
    date_updated: now,
  };
}
