import { type Action, actions, catalog, type EntityType, type Field, keyColumnsOf } from '@twilio-connector/entities';
import { afterAll, describe, expect, test } from 'vitest';
import type { DataSource } from '../src/cli/data-source/data-source.js';
import { createInProcess } from '../src/cli/data-source/in-process.js';
import { firstConnectionFromEnv } from '../src/connections/first-connection-from-env.js';
import { readEnv } from '../src/env.js';
import { toSqlName } from '../src/queries/table-names.js';
import { compose } from '../src/runtime/compose.js';
import { actionSample, createSample, updateSample } from './sample-values.js';

type Values = Readonly<Record<string, unknown>>;

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

const account = { accountSid: `AC${'0'.repeat(32)}`, credentials: { authToken: 'a'.repeat(32) } };
const env = readEnv({ CONNECTOR_ALLOWED_ACTIONS: '*', CONNECTOR_BULK: 'true', CONNECTOR_MIN_NODES: '100' });

// A Twilio that keeps writes, and answers everything with one record.
let record: Values = {};
let sent: Sent[] = [];
const answer = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
  const request = new Request(input, init);
  const { method, url } = request;
  if (method !== 'GET') sent.push({ method, url, body: await request.text() });
  return Response.json(record, { status: method === 'POST' ? 201 : 200 });
};
const runtime = compose(firstConnectionFromEnv(account, env), { credentials: account.credentials, fetch: answer });
const source: DataSource = createInProcess({
  runtime,
  account: 'test',
  note: () => {},
  onChange: () => {},
  close: () => runtime.close(),
});
afterAll(() => source.close());

/** Parameters that a declaration says nothing about. */
const GIVEN: Readonly<Record<string, Values>> = {
  ExecuteRequest: { Method: 'POST', Path: '/2010-04-01/Accounts/{AccountSid}/Messages.json' },
};

const signal = new AbortController().signal;
const SID = '1'.repeat(32);
const types: readonly EntityType[] = Object.values(catalog);
const offering = (operation: EntityType['operations'][number]) =>
  types.filter(({ operations }) => operations.includes(operation)).map((type) => [type.name, type] as const);

/** A value as a literal of SQL. */
function literal(value: unknown, { dataType, repeats }: Field): string {
  const isJson = dataType === 'json' || repeats;
  const text = isJson ? JSON.stringify(repeats ? [value].flat() : value) : String(value);
  return `'${text.replaceAll("'", "''")}'`;
}

const columnsOf = (values: Values) => Object.keys(values).map((name) => `"${toSqlName(name)}"`);
const literalsOf = (values: Values, fields: Readonly<Record<string, Field>>) =>
  Object.entries(values).map(([name, value]) => literal(value, fields[name] as Field));

/** The columns in the path of a CREATE, which its sample may lack. */
function inPath({ path, fields }: EntityType): Values {
  const names = [...path.matchAll(/\{\/?(\w+)\}/g)]
    .map(([, name = '']) => name)
    // The account comes from the connection.
    .filter((name) => name in fields && name !== 'AccountSid');
  return Object.fromEntries(names.map((name) => [name, keyValue(fields[name] as Field)]));
}

function firstOptional({ fields }: EntityType): Values {
  const [name = ''] = Object.keys(fields).filter((each) => fields[each]?.create === 'optional' && !fields[each].sid);
  return { [name]: 'sample' };
}

const keyValue = ({ sid, values }: Field): string => (sid ? `${sid[0]}${SID}` : (values?.[0] ?? 'key'));
const keyOf = (type: EntityType): Values =>
  Object.fromEntries(keyColumnsOf(type).map((name) => [name, keyValue(type.fields[name] as Field)]));

/** Twilio's record of an entity, as far as it has the key. */
function recordOf(type: EntityType): Values {
  const record: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(keyOf(type))) {
    const { source, wire = name } = type.fields[name] as Field & { readonly source?: string; readonly wire?: string };
    record[source ?? toSqlName(wire)] = value;
  }
  return record;
}

const whereKey = (type: EntityType): string =>
  Object.entries(keyOf(type))
    .map(([name, value]) => `"${toSqlName(name)}" = '${String(value)}'`)
    .join(' and ');

/** Returns what work sends. An answer that lacks columns does not matter here. */
async function sentBy(work: () => Promise<unknown>): Promise<readonly Sent[]> {
  sent = [];
  await work().catch((error: unknown) => {
    if (sent.length === 0) throw error;
  });
  return sent;
}

/** Returns what a statement sends, and what a call sends. */
async function requestsOf(answered: Values, sql: string, call: () => Promise<unknown>) {
  record = answered;
  return { byCall: await sentBy(call), bySql: await sentBy(() => source.query(sql, { signal })) };
}

const expectSame = ({ byCall, bySql }: Awaited<ReturnType<typeof requestsOf>>): void => {
  expect(byCall).toHaveLength(1);
  expect(bySql).toEqual(byCall);
};

describe('a statement sends exactly what the call of the API sends', () => {
  test.each(offering('CREATE'))('INSERT into %s', async (_name, type) => {
    const sample = createSample(type, inPath(type));
    // An INSERT has at least one column.
    const fields = Object.keys(sample).length > 0 ? sample : firstOptional(type);
    const sql = `insert into ${toSqlName(type.name)} (${columnsOf(fields).join(', ')}) values (${literalsOf(fields, type.fields).join(', ')})`;
    expectSame(await requestsOf(recordOf(type), sql, () => source.create(type.name, fields)));
  });

  test.each(offering('UPDATE'))('UPDATE of %s', async (_name, type) => {
    const fields = updateSample(type);
    const values = literalsOf(fields, type.fields);
    const set = columnsOf(fields).map((column, index) => `${column} = ${values[index]}`);
    const sql = `update ${toSqlName(type.name)} set ${set.join(', ')} where ${whereKey(type)}`;
    expectSame(
      await requestsOf(recordOf(type), sql, () =>
        source.update(type.name, Object.values(keyOf(type)).join('/'), fields),
      ),
    );
  });

  test.each(offering('DELETE'))('DELETE from %s', async (_name, type) => {
    const sql = `delete from ${toSqlName(type.name)} where ${whereKey(type)}`;
    expectSame(
      await requestsOf(recordOf(type), sql, () => source.delete(type.name, Object.values(keyOf(type)).join('/'))),
    );
  });

  const writing = Object.values<Action>(actions).filter(({ method }) => method !== 'GET');
  test.each(writing.map((action) => [action.name, action] as const))('CALL of %s', async (_name, action) => {
    const parameters = actionSample(action, GIVEN[action.name] ?? {});
    const values = literalsOf(parameters, action.inputParameters);
    const given = columnsOf(parameters).map((name, index) => `${name} => ${values[index]}`);
    const sql = `call ${toSqlName(action.name)}(${given.join(', ')})`;
    expectSame(await requestsOf({}, sql, () => source.execute(action.name, parameters)));
  });
});
