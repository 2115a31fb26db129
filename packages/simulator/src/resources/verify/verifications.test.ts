import { describe, expect, test } from 'vitest';
import { simulate } from '../../../test/simulate.js';

describe('verifications', () => {
  test.each([
    [4, '1234'],
    [6, '123456'],
    [10, '1234567890'],
  ])('a verification of a service with CodeLength %i is approved by the code %s', async (CodeLength, code) => {
    const { ask } = simulate();
    const service = { FriendlyName: 'Login', CodeLength: String(CodeLength) };
    const { body } = await ask('POST', 'verify', '/v2/Services', service);
    const path = `/v2/Services/${String(body.sid)}`;
    const To = '+15550100001';
    await ask('POST', 'verify', `${path}/Verifications`, { To, Channel: 'sms' });
    const check = async (Code: string) => (await ask('POST', 'verify', `${path}/VerificationCheck`, { To, Code })).body;
    expect(await check(`${code}0`)).toMatchObject({ status: 'pending', valid: false });
    expect(await check(code)).toMatchObject({ status: 'approved', valid: true });
    expect(await check(code)).toMatchObject({ code: 20_404 });
  });
});
