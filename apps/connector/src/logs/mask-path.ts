import { actions, catalog } from '@twilio-connector/entities';
import { MASK } from '../observability/token-shapes.js';

/** `SM` and 32 hexadecimal digits. */
const SID = /^[A-Z]{2}[0-9a-f]{32}$/i;
const VERSION = /^(?:v\d+|\d{4}-\d{2}-\d{2})$/;
const literals = new Set(
  [...Object.values(catalog), ...Object.values(actions)]
    .flatMap(({ path }) => path.split('/'))
    .filter((segment) => !segment.includes('{')),
);

/**
 * Masks the segments of a path at Twilio that can be the value of a column, such as a phone number or a unique name. It keeps
 * SIDs, which Twilio makes, and the words of the catalog's own paths.
 */
export function maskPath(path: string): string {
  return path
    .split('/')
    .map((segment) => {
      const name = segment.replace(/\.[a-z0-9]{2,4}$/, '');
      const isKept = name === '{AccountSid}' || literals.has(name) || SID.test(name) || VERSION.test(name);
      return isKept || segment === '' ? segment : MASK;
    })
    .join('/');
}
