import { text } from '../model/index.js';

/** The declaration parts shared by all actions that return a file. */
export const BYTES = {
  resultMetadata: {
    Content: text({ description: 'The bytes, base64-encoded.' }),
    ContentType: text({ description: 'The media type, such as audio/mpeg.' }),
  },
  answersBytes: true,
  isIdempotent: true,
} as const;
