import type { Declaration, World } from '../../model/resource.js';
import type { Row } from '../../model/row.js';

/** A one-pixel image of each type. */
const IMAGES: Readonly<Record<string, string>> = {
  'image/png': 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'image/gif': 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7',
};

export const media: Declaration = {
  name: 'Media',
  path: '/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media',
  parents: { MessageSid: { property: 'parent_sid' } },
  // Only the path without an extension returns the bytes.
  content({ content_type: type }, extension) {
    const bytes = Buffer.from(IMAGES[String(type)] ?? '', 'base64');
    return extension === '' ? { type: String(type), bytes: new Uint8Array(bytes) } : undefined;
  },
  // As many as the `num_media` of each message says.
  *seed(_count, world) {
    for (const { sid, account_sid: account, num_media: count, date_created: made } of world
      .table('Messages')
      .oldestFirst()) {
      for (let index = 0; index < Number(count); index++) {
        yield { ...baseMedia(sid, Number(made)), sid: world.random.sid('ME'), account_sid: account };
      }
    }
  },
};

/** Builds the media row of a message's `MediaUrl`. The file itself is never fetched. */
export function newMedia(url: string, message: string, world: World): Row {
  const type = /\.gif$/i.test(url) ? 'image/gif' : 'image/png';
  return { ...baseMedia(message, world.now(), type), sid: world.sid('ME'), account_sid: world.accountSid };
}

function baseMedia(message: string, made: number, type = 'image/png') {
  return { parent_sid: message, content_type: type, date_created: made, date_updated: made };
}
