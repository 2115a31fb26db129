import type { Declaration } from '../../model/resource.js';

export const serverlessFunctions: Declaration = {
  name: 'ServerlessFunctions',
  product: 'serverless',
  path: '/v1/Services/{ServiceSid}/Functions',
};
