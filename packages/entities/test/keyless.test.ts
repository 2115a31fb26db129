import { describe, expect, test } from 'vitest';
import { entityIdOf } from '../src/index.js';
import { numbers, serve } from './nested-catalog.js';

describe('entities without a key', () => {
  const page = { numbers: [5, 3, 5, 3, 5].map((size, index) => ({ phone_number: `+${index}`, size })) };

  test('a list of entities without a key continues by row position', async () => {
    const { entities } = serve({ '/v1/Countries/US/Local': page });
    const conditions = "Country = 'US' AND Type = 'Local'";
    const seen: unknown[] = [];
    let pageToken: string | undefined;
    do {
      const { entities: rows, nextPageToken } = await entities.list('Numbers', { conditions, pageSize: 2, pageToken });
      seen.push(...rows.map(({ Country, Type, PhoneNumber }) => [Country, Type, PhoneNumber]));
      pageToken = nextPageToken;
    } while (pageToken);
    expect(seen).toEqual(page.numbers.map(({ phone_number: number }) => ['US', 'Local', number]));
    await expect(entities.list('Numbers', { conditions: 'US' })).rejects.toThrow('has no key');
    expect(entityIdOf(numbers, {})).toBeUndefined();
  });

  test.each(['ASC', 'DESC'] as const)(
    'entities without a key are sorted %s, equal values in the order of the list',
    async (direction) => {
      const { entities } = serve({ '/v1/Countries/US/Local': page });
      const seen: (string | null)[] = [];
      let pageToken: string | undefined;
      do {
        const { entities: rows, nextPageToken } = await entities.list('Numbers', {
          conditions: "Country = 'US' AND Type = 'Local'",
          sortBy: { field: 'Size', direction },
          pageSize: 2,
          pageToken,
        });
        seen.push(...rows.map(({ PhoneNumber }) => PhoneNumber));
        pageToken = nextPageToken;
      } while (pageToken);
      expect(seen).toEqual(direction === 'ASC' ? ['+1', '+3', '+0', '+2', '+4'] : ['+0', '+2', '+4', '+1', '+3']);
    },
  );

  test('a declared list can have optional path segments, its own page size and named bounds', async () => {
    const { asked, entities } = serve({ '/v1/Countries/US/Local/Daily': page });
    const conditions =
      "Country = 'US' AND Type = 'Local' AND Interval = 'Daily' AND DateCreated > 2024-01-01T10:00:00Z AND DateCreated < 2024-02-01";
    await entities.list('Numbers', { conditions });
    expect(asked).toEqual([
      'GET /v1/Countries/US/Local/Daily CreatedAfter=2024-01-01T00:00:00Z CreatedBefore=2024-02-02T23:59:59Z PageSize=3',
    ]);
    const [read] = entities.explain('Numbers', {
      conditions: "Country = 'US' AND Type = 'Local' AND DateCreated = 2024-01-01T10:00:00Z",
    }).reads;
    expect(read).toMatchObject({
      path: '/v1/Countries/US/Local',
      query: { CreatedAfter: '2024-01-01T00:00:00Z', CreatedBefore: '2024-01-02T23:59:59Z' },
      pushed: ['Country =', 'Type =', 'DateCreated ='],
    });
    const wrong = entities.list('Numbers', { conditions: "Country = 'US' AND Type = 'Fax'" });
    await expect(wrong).rejects.toThrow('Type of Numbers must be one of Local, Mobile');
  });
});

describe('single entities', () => {
  test('a condition on the key is read with one GET, which sends the other conditions as parameters', async () => {
    const { asked, entities } = serve({ '/v2/PhoneNumbers/%2B1': { phone_number: '+1', valid: 'yes' } });
    const conditions = "PhoneNumber = '+1' AND Fields = 'a,b'";
    const { entities: found, metadata } = await entities.list('Lookup', { conditions });
    expect(found).toEqual([{ PhoneNumber: '+1', Valid: 'yes' }]);
    expect(metadata.pushed).toEqual(['PhoneNumber =', 'Fields =']);
    expect(asked).toEqual(['GET /v2/PhoneNumbers/%2B1 Fields=a,b']);
    await expect(entities.list('Lookup')).rejects.toThrow(
      "Lookup does not offer LIST. It offers: GET. Use GET, or a condition on the key: PhoneNumber = '…'.",
    );
  });

  test("a list of an entity type with one entity per account reads the entity of the connection's account", async () => {
    const AC = `AC${'1'.repeat(32)}`;
    const { asked, entities } = serve({
      '~/Balance.json': { account_sid: AC, currency: 'USD' },
      [`/2010-04-01/Accounts/${AC}/Balance.json`]: { account_sid: AC, currency: 'EUR' },
    });
    expect((await entities.list('Balance')).entities).toEqual([{ AccountSid: AC, Currency: 'USD' }]);
    expect((await entities.get('Balance', AC)).entity.Currency).toBe('EUR');
    expect(asked).toEqual(['GET ~/Balance.json', `GET /2010-04-01/Accounts/${AC}/Balance.json`]);
  });
});
