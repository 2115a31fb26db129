import { expect, test } from 'vitest';
import { rowsOf, simulate } from '../../../test/simulate.js';

test('every account is offered the same numbers until one of them buys a number', async () => {
  const { get, ask } = simulate();
  const created = await ask('POST', 'api', '/2010-04-01/Accounts.json', {});
  const account = `/2010-04-01/Accounts/${String(created.body.sid)}`;
  const below = `${account}/AvailablePhoneNumbers`;
  const offered = async () => {
    const mine = rowsOf(await get('/AvailablePhoneNumbers/US/Local.json?PageSize=1000'), 'available_phone_numbers');
    const theirs = await ask('GET', 'api', `${below}/US/Local.json?PageSize=1000`);
    expect(rowsOf(theirs, 'available_phone_numbers')).toEqual(mine);
    return mine.map((row) => String(row.phone_number));
  };

  const countries = rowsOf(await ask('GET', 'api', `${below}.json`), 'countries');
  expect(countries).toHaveLength(4);
  expect(countries[0]).toMatchObject({ country_code: 'US', uri: `${below}/US.json` });
  expect((await ask('GET', 'api', `${below}/US.json`)).status).toBe(200);
  expect((await ask('GET', 'api', `${account}0/AvailablePhoneNumbers/US/Local.json`)).status).toBe(404);

  const [PhoneNumber = '', ...others] = await offered();
  const bought = await ask('POST', 'api', `${account}/IncomingPhoneNumbers.json`, { PhoneNumber });
  expect(bought).toMatchObject({ status: 201, body: { account_sid: created.body.sid } });
  expect(await offered()).toEqual(others);
});
