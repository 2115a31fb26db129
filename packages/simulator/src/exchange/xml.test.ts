import { describe, expect, test } from 'vitest';
import { toXml } from './xml.js';

const HEAD = "<?xml version='1.0' encoding='UTF-8'?>\n";

describe('toXml', () => {
  test('an entity becomes an element with its properties in PascalCase', () => {
    expect(toXml({ date_sent: null, price: '-0.00750', channels: 2, uris: { media: '/x' } }, 'Message')).toBe(
      `${HEAD}<TwilioResponse><Message><DateSent></DateSent><Price>-0.00750</Price><Channels>2</Channels>` +
        '<Uris><Media>/x</Media></Uris></Message></TwilioResponse>',
    );
  });

  test('a list becomes an element per entity, with the page properties as attributes', () => {
    const page = { page: 0, uri: '/x?a=1&b="', next_page_uri: null };
    expect(toXml({ ...page, outgoing_caller_ids: [{ sid: 'PN1' }, { sid: 'PN2' }] }, undefined)).toBe(
      `${HEAD}<TwilioResponse><OutgoingCallerIds page="0" uri="/x?a=1&amp;b=&quot;" nextpageuri=""><OutgoingCallerId><Sid>PN1</Sid></OutgoingCallerId>` +
        '<OutgoingCallerId><Sid>PN2</Sid></OutgoingCallerId></OutgoingCallerIds></TwilioResponse>',
    );
  });

  test('text is escaped, and control characters that XML forbids are removed', () => {
    expect(toXml({ body: 'a "b" <c> & d\n\u0000\u0007é👍\\' }, 'Message')).toContain(
      '<Body>a "b" &lt;c&gt; &amp; d\né👍\\</Body>',
    );
  });
});
