import { describe, expect, test } from 'vitest';
import { rowsOf, simulate } from '../../../test/simulate.js';

const EXAMPLE = '/OutgoingCallerIds/PN6f5f9bf39cb1801a6e21a5a80d274bdd.json';

describe('POST OutgoingCallerIds', () => {
  test('POST OutgoingCallerIds starts a validation call and creates no caller ID', async () => {
    const { simulator, get, post } = simulate();
    const before = simulator.snapshot('OutgoingCallerIds');
    const { status, body } = await post('/OutgoingCallerIds.json', { PhoneNumber: '+14155550100', CallDelay: '60' });
    expect(status).toBe(200);
    expect(body).toEqual({
      account_sid: `AC${'0'.repeat(32)}`,
      phone_number: '+14155550100',
      friendly_name: '(415) 555-0100',
      validation_code: expect.stringMatching(/^\d{6}$/),
      call_sid: expect.stringMatching(/^CA[0-9a-f]{32}$/),
    });
    expect((await get(`/Calls/${String(body.call_sid)}.json`)).body).toMatchObject({
      to: '+14155550100',
      status: 'queued',
    });
    expect(simulator.snapshot('OutgoingCallerIds')).toEqual(before);
    const named = await post('/OutgoingCallerIds.json', { PhoneNumber: '+14155550100', FriendlyName: 'Mine' });
    expect(named.body).toMatchObject({ friendly_name: 'Mine' });
    expect(named.body.validation_code).not.toBe(body.validation_code);
  });

  test.each([
    [{}, 21_401],
    [{ PhoneNumber: '4155550100' }, 21_401],
    [{ PhoneNumber: '+15550130000' }, 21_450],
    [{ PhoneNumber: '+14155550100', FriendlyName: 'a'.repeat(65) }, 20_002],
    [{ PhoneNumber: '+14155550100', CallDelay: '61' }, 21_454],
    [{ PhoneNumber: '+14155550100', CallDelay: '-1' }, 21_454],
  ])('POST OutgoingCallerIds with %j fails with code %i and makes no call', async (form, code) => {
    const { simulator, post } = simulate();
    expect(await post('/OutgoingCallerIds.json', form)).toMatchObject({ status: 400, body: { code } });
    expect(simulator.snapshot('Calls')).toHaveLength(102);
  });
});

describe('a caller id', () => {
  test('a caller ID can be renamed, found by its name and removed once', async () => {
    const { get, post, remove } = simulate();
    expect(await post(EXAMPLE, { FriendlyName: 'Name Updated for 9902500000' })).toMatchObject({
      status: 200,
      body: { friendly_name: 'Name Updated for 9902500000', date_updated: 'Wed, 01 Jan 2025 12:00:00 +0000' },
    });
    const found = await get('/OutgoingCallerIds.json?FriendlyName=Name%20Updated%20for%209902500000');
    expect(rowsOf(found, 'outgoing_caller_ids')).toMatchObject([{ phone_number: '+15550130000' }]);
    expect(rowsOf(await get('/OutgoingCallerIds.json?PhoneNumber=%2B1555013000'), 'outgoing_caller_ids')).toEqual([]);
    expect([(await remove(EXAMPLE)).status, (await get(EXAMPLE)).status, (await remove(EXAMPLE)).status]).toEqual([
      204, 404, 404,
    ]);
  });

  test('a friendly name of more than 64 characters fails with code 20002', async () => {
    expect(await simulate().post(EXAMPLE, { FriendlyName: 'a'.repeat(65) })).toMatchObject({
      status: 400,
      body: { code: 20_002 },
    });
  });
});
