import { describe, expect, test } from 'vitest';
import { createEntities, defineEntityType, type EntityType, oneOf, type Send, sid } from '../src/index.js';

const sidOf = (prefix: string, digit: number) => `${prefix}${String(digit).repeat(32)}`;

const declare = (name: string, path: string, fields: EntityType['fields'], changes: Partial<EntityType> = {}) =>
  defineEntityType({
    name,
    description: `${name}.`,
    docs: 'https://www.twilio.com/docs',
    path,
    collection: 'rows',
    operations: ['LIST'] as readonly 'LIST'[],
    fields,
    ...changes,
  } as EntityType);

const catalog = {
  Shops: declare('Shops', '/v1/Shops', { Sid: sid('SH', { key: true }) }, { maxPageSize: 2 }),
  Drivers: declare('Drivers', '/v1/Drivers', { Sid: sid('DR', { key: true }) }),
  Orders: declare('Orders', '/v1/Shops/{ShopSid}/Drivers/{DriverSid}/Orders/{Kind}', {
    Sid: sid('OR', { key: true }),
    ShopSid: sid('SH', { references: 'Shops' }),
    DriverSid: sid('DR', { references: 'Drivers' }),
    Kind: oneOf(['new', 'old']),
  }),
  Items: declare('Items', '/v1/Orders/{OrderSid}/Items', {
    Sid: sid('IT', { key: true }),
    OrderSid: sid('OR', { references: 'Orders' }),
  }),
  Notes: declare('Notes', '/v1/Authors/{AuthorSid}/Notes', {
    Sid: sid('NT', { key: true }),
    AuthorSid: sid('AU', { references: 'Authors' }),
  }),
};

/** Entities over fixed rows by path, each path a page of Twilio, with the paths that were asked. */
function open(pages: Readonly<Record<string, readonly (readonly string[])[]>>) {
  const asked: string[] = [];
  const send: Send = async ({ path, query = {} }) => {
    const page = Number(query.Page ?? 0);
    asked.push(page === 0 ? path : `${path} page ${page}`);
    const all = pages[path] ?? [[]];
    const next = { method: 'GET' as const, path, query: { Page: page + 1, PageToken: `PA${page + 1}` } };
    const body = { rows: (all[page] ?? []).map((one) => ({ sid: one })) };
    return { status: 200, body, attempts: 1, ...(page + 1 < all.length && { nextPage: next }) };
  };
  return { asked, entities: createEntities({ send, catalog }) };
}

const SHOP = sidOf('SH', 1);
const DRIVERS = [sidOf('DR', 1), sidOf('DR', 2)];

describe('a scan of several parents that do not depend on each other', () => {
  const pages = { '/v1/Shops': [[SHOP]], '/v1/Drivers': [DRIVERS] };

  test('each parent that is omitted is listed, and a parent of known values is not', async () => {
    const { asked, entities } = open(pages);
    await entities.list('Orders', { allowParentScan: true });
    const orders = DRIVERS.flatMap((driver) =>
      ['new', 'old'].map((kind) => `/v1/Shops/${SHOP}/Drivers/${driver}/Orders/${kind}`),
    );
    expect(asked.slice(0, 2)).toEqual(['/v1/Shops', '/v1/Drivers']);
    expect(asked.slice(2).toSorted()).toEqual(orders);
  });

  test('a parent that the condition names is not listed', async () => {
    const { asked, entities } = open(pages);
    const [driver] = DRIVERS;
    await entities.list('Orders', { conditions: `DriverSid = '${driver}' AND Kind = 'new'`, allowParentScan: true });
    expect(asked).toEqual(['/v1/Shops', `/v1/Shops/${SHOP}/Drivers/${driver}/Orders/new`]);
  });

  test('a query that names every parent is planned at once, even if a scan is permitted', () => {
    const { entities } = open(pages);
    const conditions = `ShopSid = '${SHOP}' AND DriverSid = '${sidOf('DR', 1)}' AND Kind = 'new'`;
    const { pushed } = entities.rows('Orders', { conditions, allowParentScan: true }).metadata;
    expect(pushed).toHaveLength(3);
    expect(entities.rows('Orders', { allowParentScan: true }).metadata.pushed).toEqual([]);
  });

  test('without a parent there is nothing to read', async () => {
    const { asked, entities } = open({ '/v1/Drivers': [DRIVERS] });
    expect((await entities.list('Orders', { allowParentScan: true })).entities).toEqual([]);
    expect(asked).toEqual(['/v1/Shops']);
  });
});

describe('a parent that cannot be scanned', () => {
  test.each([
    ['its list takes parents which the entity type does not have', 'Items', 'OrderSid'],
    ['the catalog does not have it', 'Notes', 'AuthorSid'],
  ] as const)('a parent is required if %s', async (_, name, column) => {
    const { asked, entities } = open({});
    const list = entities.list(name, { allowParentScan: true } as never);
    await expect(list).rejects.toMatchObject({ code: 'INVALID_CONDITION', violations: [{ field: column }] });
    expect(asked).toEqual([]);
  });
});

describe('the number of parents of a scan', () => {
  const shops = [1, 2, 3, 4, 5].map((digit) => sidOf('SH', digit));
  const paged = (count: number) => ({
    '/v1/Shops': [shops.slice(0, 2), shops.slice(2, 4), shops.slice(4), [], []].slice(0, count),
  });
  const conditions = `DriverSid = '${sidOf('DR', 1)}' AND Kind = 'new'`;

  test('parents are listed on every page', async () => {
    const { asked, entities } = open(paged(3));
    await entities.list('Orders', { conditions, allowParentScan: 5 });
    expect(asked).toHaveLength(3 + 5);
  });

  test('as many parents as allowed are read, and one more is too many', async () => {
    const four = open(paged(2));
    await four.entities.list('Orders', { conditions, allowParentScan: 4 });
    expect(four.asked).toHaveLength(2 + 4);
    const five = open(paged(5)).entities.list('Orders', { conditions, allowParentScan: 4 });
    await expect(five).rejects.toThrow(
      'The scan of Orders found more than 4 Shops, the maximum that allowParentScan allows. Specify ShopSid in the condition',
    );
  });

  test('the list of parents ends as soon as there are too many', async () => {
    const { asked, entities } = open(paged(5));
    const list = entities.list('Orders', { conditions, allowParentScan: 3 });
    await expect(list).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect(asked).toEqual(['/v1/Shops', '/v1/Shops page 1']);
  });
});
