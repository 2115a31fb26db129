import type { Declaration } from '../resource.js';

export const serverlessFunctions: Declaration = {
  name: 'ServerlessFunctions',
  product: 'serverless',
  path: '/v1/Services/{ServiceSid}/Functions',
};
