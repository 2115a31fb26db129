import { describe, expect, expectTypeOf, test } from 'vitest';
import { type CreateInput, type Entity, entityIdOf } from '../src/index.js';
import { catalog, createEntities, type Send } from '../src/index.js';
import { media, serve } from './nested-catalog.js';

const MM = (digit: number) => `MM${String(digit).repeat(32)}`;
const ME = (digit: number) => `ME${String(digit).repeat(32)}`;

async function collect<T>(all: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const row of all) collected.push(row);
  return collected;
}

const listPath = (digit: number) => `~/Messages/${MM(digit)}/Media.json`;
const onePath = (digit: number) => `~/Messages/${MM(digit)}/Media/${ME(digit)}.json`;
const row = (digit: number) => ({ sid: ME(digit), content_type: 'image/png' });
const entity = (digit: number) => ({
  Sid: ME(digit),
  MessageSid: MM(digit),
  ContentType: 'image/png',
  DateCreated: null,
});

describe('entities with a parent', () => {
  test('an entity with a parent is selected by both keys, and its row contains the parent', async () => {
    const { asked, entities } = serve({ [onePath(1)]: row(1) });
    const both = { conditions: `Sid = '${ME(1)}' AND MessageSid = '${MM(1)}'` };
    expect((await entities.get('Media', `${MM(1)}/${ME(1)}`)).entity).toEqual(entity(1));
    expect((await entities.update('Media', both, { ContentType: 'x' })).entity).toEqual(entity(1));
    await entities.delete('Media', { conditions: `${MM(1)}/${ME(1)}` });
    expect((await entities.list('Media', both)).entities).toEqual([entity(1)]);
    expect(asked).toEqual([
      `GET ${onePath(1)}`,
      `POST ${onePath(1)} ContentType=x`,
      `DELETE ${onePath(1)}`,
      `GET ${onePath(1)}`,
    ]);
    expect(entityIdOf(media, entity(1))).toBe(`${MM(1)}/${ME(1)}`);
  });

  test('a CREATE sends the parent in the path and not in the form', async () => {
    const { asked, entities } = serve({ [listPath(1)]: row(1) });
    const { entity: made } = await entities.create('Media', { MessageSid: MM(1), ContentType: 'x' });
    expect(made).toEqual(entity(1));
    expect(asked).toEqual([`POST ${listPath(1)} ContentType=x`]);
    const refusal = entities.create('Media', { ContentType: 'x' } as never);
    await expect(refusal).rejects.toMatchObject({ violations: [{ field: 'MessageSid', description: 'is required' }] });
    expectTypeOf<CreateInput<typeof media>>().toEqualTypeOf<{ MessageSid: string } & { ContentType?: string }>();
    expectTypeOf<Entity<typeof media>['MessageSid']>().toEqualTypeOf<string>();
  });

  test('an error about a missing parent names it and both ways to specify it', async () => {
    const { asked, entities } = serve({});
    const get = await entities.get('Media', ME(1)).catch((error: unknown) => error);
    expect(get).toMatchObject({ code: 'INVALID_KEY', violations: [{ field: 'MessageSid' }] });
    expect(String(get)).toContain("'MessageSid/Sid', or by the condition MessageSid = '…' AND Sid = '…'");
    const write = entities.delete('Media', { conditions: `Sid = '${ME(1)}'` });
    await expect(write).rejects.toThrow("must also specify MessageSid: MessageSid = '…' AND Sid = '…'");
    for (const conditions of ['', `Sid = '${ME(1)}'`, ME(1), `MessageSid = '${MM(1)}' OR Sid = '${ME(1)}'`]) {
      const list = entities.list('Media', { conditions });
      await expect(list).rejects.toThrow(
        'MessageSid is required, because Twilio lists Media for one MessageSid at a time.',
      );
      await expect(list).rejects.toMatchObject({ code: 'INVALID_CONDITION', violations: [{ field: 'MessageSid' }] });
    }
    expect(asked).toEqual([]);
  });

  test.each([`../${ME(1)}`, `${MM(1)}/../${ME(1)}`, `${MM(1)}/${ME(1)}/x`, `${ME(1)}/${MM(1)}`])(
    'GET of an entity with a parent refuses the key %j',
    async (key) => {
      await expect(serve({}).entities.get('Media', key)).rejects.toMatchObject({ code: 'INVALID_KEY' });
    },
  );
});

describe('lists of entities with parents', () => {
  const lists = Object.fromEntries([1, 2, 3].map((digit) => [listPath(digit), { media_list: [row(digit)] }]));

  test('LIST over several parents is one read per parent with the common filters', async () => {
    const { asked, entities } = serve(lists);
    const conditions = `MessageSid IN ('${MM(1)}', '${MM(2)}') AND DateCreated IS NULL`;
    expect((await entities.list('Media', { conditions })).entities).toEqual([entity(1), entity(2)]);
    expect(asked).toEqual([`GET ${listPath(1)} PageSize=1000`, `GET ${listPath(2)} PageSize=1000`]);
    const { reads } = entities.explain('Media', {
      conditions: `MessageSid IN (${Array.from({ length: 30 }, (_, index) => `'MM${String(index).padStart(32, '0')}'`).join()}) AND DateCreated >= 2024-01-01`,
    });
    expect(reads).toHaveLength(30);
    expect(new Set(reads.map(({ query }) => query['DateCreated>']))).toEqual(new Set(['2024-01-01T00:00:00Z']));
  });

  test('each branch of an OR can have its own parent', async () => {
    const { asked, entities } = serve({ ...lists, [onePath(3)]: row(3) });
    const conditions = `MessageSid = '${MM(1)}' OR (MessageSid = '${MM(3)}' AND Sid = '${ME(3)}')`;
    expect((await entities.list('Media', { conditions })).entities).toEqual([entity(1), entity(3)]);
    expect(asked).toEqual([`GET ${listPath(1)} PageSize=25`, `GET ${onePath(3)}`]);
  });

  test('LIST with two different parents joined by AND is empty', async () => {
    const { entities } = serve(lists);
    const conditions = `MessageSid = '${MM(1)}' AND MessageSid = '${MM(2)}'`;
    expect((await entities.list('Media', { conditions })).entities).toEqual([]);
  });

  test('a scan whose parents and keys combine in too many ways fails, and does not list the parents again', async () => {
    const hex = (number: number) => number.toString(16).padStart(32, '0');
    const messages = Array.from({ length: 90 }, (_, index) => ({ sid: `MM${hex(index)}` }));
    let requests = 0;
    const send: Send = async () => {
      requests += 1;
      if (requests > 10) throw new Error('The scan goes on.');
      return { status: 200, attempts: 1, body: { messages } };
    };
    const keys = Array.from({ length: 12 }, (_, index) => `'ME${hex(index)}'`);
    const list = createEntities({ send, catalog }).list('Media', {
      conditions: `Sid IN (${keys.join()})`,
      allowParentScan: true,
    });
    await expect(list).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      message: expect.stringContaining('Specify MessageSid by ='),
    });
  });

  test('allowParentScan reads all parents, and fails if there are more than allowed', async () => {
    const parents = { '~/Messages.json': { messages: [1, 2, 3].map((digit) => ({ sid: MM(digit) })) } };
    const { asked, entities } = serve({ ...lists, ...parents });
    const all = entities.rows('Media', { allowParentScan: 3 });
    expect(await collect(all)).toEqual([entity(1), entity(2), entity(3)]);
    expect(all.metadata.requests).toBe(4);
    expect(asked[0]).toBe('GET ~/Messages.json PageSize=4');
    const page = await entities.list('Media', { allowParentScan: true, conditions: `Sid = '${ME(2)}'` });
    expect(page.entities).toEqual([]);
    await expect(entities.list('Media', { allowParentScan: 2 })).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    asked.length = 0;
    await entities.list('Media', { allowParentScan: true, conditions: `MessageSid = '${MM(1)}'` });
    expect(asked).toEqual([`GET ${listPath(1)} PageSize=25`]);
    await expect(collect(entities.rows('Numbers', { allowParentScan: true }))).rejects.toThrow('Country is required');
  });
});

describe('a scan of parents that have parents themselves', () => {
  const FW = (digit: number) => `FW${String(digit).repeat(32)}`;
  const FN = (digit: number) => `FN${String(digit).repeat(32)}`;
  const FT = (digit: number) => `FT${String(digit).repeat(32)}`;
  const executionsOf: Readonly<Record<string, readonly number[]>> = { [FW(1)]: [1, 2], [FW(2)]: [], [FW(3)]: [3] };

  /** Three flows: the first has two executions, the second none, the third one. Every execution has one step. */
  function flows() {
    const asked: string[] = [];
    const send: Send = async ({ path }) => {
      const [, , flow = '', , execution] = path.split('/').slice(1);
      asked.push(path.replace('/v2/Flows', '~'));
      const executions = executionsOf[flow];
      const steps = executions?.filter((digit) => FN(digit) === execution).map((digit) => ({ sid: FT(digit) }));
      if (flow && (!executions || steps?.length === 0)) {
        if (execution) throw Object.assign(new Error('not found'), { status: 404, attempts: 1 });
      }
      const rows = (digits: readonly number[]) => digits.map((digit) => ({ sid: FN(digit) }));
      const body = execution
        ? { steps, meta: {} }
        : flow
          ? { executions: rows(executions ?? []), meta: {} }
          : { flows: [1, 2, 3].map((digit) => ({ sid: FW(digit) })), meta: {} };
      return { status: 200, body, attempts: 1 };
    };
    return { asked, entities: createEntities({ send }) };
  }

  test('steps are read below every execution of every flow, and below no other flow', async () => {
    const { asked, entities } = flows();
    const rows = await collect(entities.rows('StudioSteps', { allowParentScan: true }));
    expect(rows.map((step) => [step.FlowSid, step.ExecutionSid, step.Sid])).toEqual([
      [FW(1), FN(1), FT(1)],
      [FW(1), FN(2), FT(2)],
      [FW(3), FN(3), FT(3)],
    ]);
    expect(asked).toHaveLength(1 + 3 + 3);
  });

  test.each([
    [`FlowSid = '${FW(1)}'`, [1, 2], 1 + 2],
    [`FlowSid IN ('${FW(1)}', '${FW(3)}')`, [1, 2, 3], 2 + 3],
    [`FlowSid = '${FW(2)}'`, [], 1],
    [`ExecutionSid = '${FN(3)}'`, [3], 1 + 3 + 1],
    [`FlowSid = '${FW(1)}' OR ExecutionSid = '${FN(3)}'`, [1, 2, 3], 1 + 3 + 3],
  ])('with the condition %s, only the executions that it allows are read', async (conditions, found, requests) => {
    const { asked, entities } = flows();
    const rows = await collect(entities.rows('StudioSteps', { conditions, allowParentScan: true }));
    expect(rows.map((step) => step.Sid)).toEqual(found.map(FT));
    expect(asked).toHaveLength(requests);
  });

  test('the scan fails if it finds more parents than allowed at any level', async () => {
    const over = (allowParentScan: number) => collect(flows().entities.rows(catalog.StudioSteps, { allowParentScan }));
    await expect(over(2)).rejects.toThrow('more than 2 StudioFlows');
    const conditions = `FlowSid = '${FW(1)}'`;
    const few = collect(flows().entities.rows('StudioSteps', { conditions, allowParentScan: 1 }));
    await expect(few).rejects.toThrow('more than 1 StudioExecutions');
  });
});
