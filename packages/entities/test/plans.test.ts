import { describe, expect, test } from 'vitest';
import { createActionPlans, createEntityPlans } from '../src/index.js';

describe('plans without a port to Twilio', () => {
  test('a create is checked and planned without sending it', () => {
    const { validateOnly } = createEntityPlans();
    const fields = { To: '+15550100001', Sender: '+15550100100', Body: 'Hello' };
    expect(validateOnly.create('Messages', fields)).toMatchObject({
      method: 'POST',
      path: '/2010-04-01/Accounts/{AccountSid}/Messages.json',
      form: { To: '+15550100001', From: '+15550100100', Body: 'Hello' },
    });
    expect(() => validateOnly.create('Messages', { To: '+15550100001' } as never)).toThrow(/Body|Sender/);
  });

  test('a LIST is explained without reading it', () => {
    const { explain } = createEntityPlans();
    expect(explain('Messages', { conditions: "To = '+15550100001'" }).reads).toMatchObject([
      { query: { To: '+15550100001' } },
    ]);
  });

  test('a bulk write is refused unless it is allowed', () => {
    const conditions = "Status = 'failed'";
    expect(() => createEntityPlans().validateOnly.deleteMany('Messages', { conditions })).toThrow(
      expect.objectContaining({ code: 'BULK_NOT_ALLOWED' }),
    );
    expect(createEntityPlans({ bulk: true }).validateOnly.deleteMany('Messages', { conditions }).request).toMatchObject(
      {
        method: 'DELETE',
      },
    );
  });

  test('the catalog of plans shows only what is allowed, and an unknown name in the allow-list is refused', () => {
    expect(Object.keys(createEntityPlans({ allow: ['Messages.LIST'] }).catalog)).toEqual(['Messages']);
    expect(() => createEntityPlans({ allow: ['Nothing'] })).toThrow(
      expect.objectContaining({ code: 'INVALID_ALLOW_LIST' }),
    );
    expect(Object.keys(createActionPlans({ allow: ['HangupCall'] }).catalog)).toEqual(['HangupCall']);
  });

  test('an action is checked and planned without executing it', () => {
    const { validateOnly, find } = createActionPlans();
    const Sid = `CA${'0'.repeat(32)}`;
    expect(validateOnly('HangupCall', { Sid })).toMatchObject({ method: 'POST', form: { Status: 'completed' } });
    expect(() => find('NoAction')).toThrow(expect.objectContaining({ code: 'UNKNOWN_ACTION' }));
  });
});
