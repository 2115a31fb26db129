import { text } from '../model/index.js';

/** The result of every action that answers a file, and what follows from it. */
export const BYTES = {
  resultMetadata: {
    Content: text({ description: 'The bytes, in base64.' }),
    ContentType: text({ description: 'The media type, such as audio/mpeg.' }),
  },
  answersBytes: true,
  isIdempotent: true,
} as const;
