import { PICTURE } from '../../media.js';
import type { Resource } from '../resource.js';

export const media: Resource = {
  name: 'Media',
  path: '/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media',
  parameters: { MessageSid: 'parent_sid' },
  share: 0.02,
  bytes: (_row, extension) => (extension === undefined ? PICTURE : undefined),
  sample: () => ({ content_type: PICTURE.contentType }),
};
