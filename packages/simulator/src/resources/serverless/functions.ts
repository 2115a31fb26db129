import type { Resource } from '../resource.js';

export const serverlessFunctions: Resource = {
  name: 'ServerlessFunctions',
  product: 'serverless',
  path: '/v1/Services/{ServiceSid}/Functions',
  share: 0.02,
};
