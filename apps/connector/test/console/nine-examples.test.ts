import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from './chromium.js';
import { type ConsoleBed, startConsoleBed, TWILIO, type Visitor } from './console-bed.js';
import { type Hand, keyboard, mouse } from './hands.js';

/** The inputs of the examples on Google's page about its Twilio connector, with the masked digits filled in. */
const RECORDING = 'RE2e915e78549694bd0a0742d2d39454e5';
const CALL = 'CAaa4a99c300bd9d1bcc0d1ae9dcd248c6';
const REDACTED = 'SM3ad97d41e786c02bca47c8ce1745053b';
const NUMBER = 'PN4047ac009a15885690a50a1d388b8411';
const CALLER_ID = 'PN6f5f9bf39cb1801a6e21a5a80d274bdd';
const MESSAGE = {
  To: 'whatsapp:+917892300000',
  Sender: 'whatsapp:+14155238886',
  Body: 'Message is sent from Google Cloud',
};

describe.skipIf(!hasChromium)(
  'the nine examples of the connector page in the console (apt-get install chromium)',
  () => {
    let bed: ConsoleBed;
    let visitor: Visitor;
    beforeAll(async () => {
      bed = await startConsoleBed({ SIMULATOR_ROWS: '30' });
      visitor = await bed.signIn();
    });
    afterAll(() => bed.close());

    const stored = (resource: string, sid: string) => bed.simulator.snapshot(resource).find((row) => row.sid === sid);

    /** Fills the form of a new row, looks at the request to Twilio, and sends it. */
    async function create(hand: Hand, type: string, fields: Readonly<Record<string, string>>): Promise<void> {
      await hand.openType(type);
      await hand.press('Create');
      for (const [label, text] of Object.entries(fields)) await hand.fill(label, text);
      await hand.press('Preview');
      await visitor.page.getByRole('region', { name: 'Request to Twilio' }).waitFor();
      await hand.press('Create');
      await visitor.page.waitForURL(`**/data/${type}/*`);
    }

    /** Changes a value of a row, reviews the change and saves it. */
    async function update(
      hand: Hand,
      type: string,
      id: string,
      [column, text]: readonly [string, string],
    ): Promise<void> {
      await hand.openRow(type, id);
      await hand.press(`Change ${column}`);
      await hand.fill(column, text);
      await hand.leave();
      await hand.press('Review 1 change');
      await hand.press('Save 1 row');
      await visitor.page.getByRole('dialog').waitFor({ state: 'detached' });
    }

    test.each([
      ['the mouse', mouse],
      ['the keyboard alone', keyboard],
    ])('all nine examples work by %s, and change the same as the calls of the page', async (_name, toHand) => {
      const { page, watch } = visitor;
      bed.simulator.reset();
      await page.goto(TWILIO);
      await page.getByRole('heading', { name: 'twilio' }).waitFor();
      const hand = toHand(page);

      await hand.openType('Recordings');
      await hand.readAll();
      const count = bed.simulator.snapshot('Recordings').length;
      await page.getByText(`${count} rows, all of them`).waitFor();

      await hand.openRow('Recordings', RECORDING);
      await page.getByText('CallSid').waitFor();

      await hand.openRow('Calls', CALL);
      await hand.press('Delete…');
      await page.getByRole('dialog').getByText(`/Calls/${CALL}.json`).waitFor();
      await hand.press('Delete');
      await page.getByText(`Deleted ${CALL}.`).waitFor();
      expect(stored('Calls', CALL)).toBeUndefined();

      const feedback = { Sid: 'CAdefbf2b4caa7df11dc48106385e32345', QualityScore: '5' };
      await create(hand, 'Feedback', feedback);
      await create(hand, 'FeedbackSummary', { StartDate: '2014-06-01', EndDate: '2014-06-04' });
      await create(hand, 'Messages', MESSAGE);
      const sent = bed.simulator.snapshot('Messages').filter(({ body }) => body === MESSAGE.Body);
      expect(sent).toMatchObject([{ to: MESSAGE.To, from: MESSAGE.Sender }]);

      await update(hand, 'Messages', REDACTED, ['Body', '']);
      expect(stored('Messages', REDACTED)).toMatchObject({ body: '' });
      await update(hand, 'IncomingPhoneNumbers', NUMBER, ['Name', 'name of IncomingPhoneNumber is getting updated']);
      expect(stored('IncomingPhoneNumbers', NUMBER)).toMatchObject({
        friendly_name: 'name of IncomingPhoneNumber is getting updated',
      });
      await update(hand, 'OutgoingCallerIds', CALLER_ID, ['Name', 'Name Updated for 9902500000']);
      expect(stored('OutgoingCallerIds', CALLER_ID)).toMatchObject({ friendly_name: 'Name Updated for 9902500000' });
      expect(watch.faults).toEqual([]);
    });
  },
);
