import type { Declaration, World } from '../../model/resource.js';
import type { Row } from '../../model/table.js';

/** A one-pixel image of each type. */
const IMAGES: Readonly<Record<string, string>> = {
  'image/png': 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'image/gif': 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7',
};

// `num_media` is 0 for all seeded messages, although three of them have media. It is exact for messages created with `MediaUrl`.
export const media: Declaration = {
  name: 'Media',
  path: '/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media',
  parents: { MessageSid: { property: 'parent_sid' } },
  // Only the path without an extension returns the bytes.
  content({ content_type: type }, extension) {
    const bytes = Buffer.from(IMAGES[String(type)] ?? '', 'base64');
    return extension === '' ? { type: String(type), bytes: new Uint8Array(bytes) } : undefined;
  },
  sample: () => ({ content_type: 'image/png' }),
};

/** Builds the media row of a message's `MediaUrl`. The file itself is never fetched. */
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
