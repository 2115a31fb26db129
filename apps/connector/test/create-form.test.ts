import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  API_KEY,
  API_SECRET,
  connectionName,
  type ConnectionsBed,
  secretVersion,
  startConnectionsBed,
  VERSION,
} from './connections-bed.js';
import { type CreateForm, drawForm, exampleVariables, fillForm, type FormEntries } from './create-form.js';
import { runNineExamples } from './page-examples.js';

let bed: ConnectionsBed;
let form: CreateForm;
beforeAll(async () => {
  bed = await startConnectionsBed();
  form = await drawForm(bed);
  await bed.keepSecret('twilio-token', bed.simulator.authToken);
  await bed.keepSecret('twilio-key', API_SECRET);
  await bed.keepSecret('proxy', 'a-password');
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

const account = () => ({ username: bed.simulator.accountSid, password: secretVersion('twilio-token') });

/** Fills in every field of the form except the subaccount. */
const everything = (): FormEntries => ({
  location: 'europe-west1',
  description: 'Sends the messages of the shop.',
  serviceAccount: 'connector@demo.iam.gserviceaccount.com',
  nodes: { min: 1, max: 7 },
  labels: { team: 'shop', 'cost-center': '4711', länge: 'größe' },
  variables: {
    ...exampleVariables(form, { except: 'subaccount_sid' }),
    region: 'ie1',
    edge: 'dublin',
    base_url: bed.baseUrl,
    allowed_operations: 'LIST, GET, CREATE, UPDATE, DELETE',
    allowed_actions: 'DEFAULT',
    bulk: true,
    read_only: false,
    proxy_enabled: false,
    proxy_auth_scheme: 'BASIC',
    proxy_user: 'somebody',
    proxy_password: secretVersion('proxy', 'latest'),
    proxy_ssltype: 'AUTO',
  },
  proxyServer: { host: 'proxy.example.com', port: 3128 },
  login: account(),
  logLevel: 'INFO',
});

describe('create form', () => {
  test('the API describes the steps of the form: location, connector and login', () => {
    expect(form.regions).toEqual(expect.arrayContaining(['local', 'us-central1', 'europe-west1']));
    expect(form.connector).toMatchObject({ displayName: 'Twilio' });
    expect(form.version).toMatchObject({ name: VERSION, launchStage: 'GA' });
    expect(form.logins.map(({ authType, authKey }) => [authType, authKey])).toEqual([
      ['USER_PASSWORD', 'user_password'],
      ['USER_PASSWORD', 'api_key'],
    ]);
    const roles = form.version.roleGrants?.flatMap((grant) => grant.roles ?? []);
    expect(roles).toEqual(['roles/secretmanager.viewer', 'roles/secretmanager.secretAccessor']);
  });

  test('the API describes the variables of the reference page with their types and choices', () => {
    const of = (key: string) => form.version.configVariableTemplates?.find((template) => template.key === key);
    const choices = (key: string) => of(key)?.enumOptions?.map(({ id }) => id);
    expect(of('proxy_enabled')?.valueType).toBe('BOOL');
    expect(of('proxy_user')?.valueType).toBe('STRING');
    expect(of('proxy_password')?.valueType).toBe('SECRET');
    expect(choices('proxy_auth_scheme')).toEqual(['BASIC', 'DIGEST', 'NONE']);
    expect(choices('proxy_ssltype')).toEqual(['AUTO', 'ALWAYS', 'NEVER', 'TUNNEL']);
    expect(form.version.destinationConfigTemplates).toMatchObject([{ key: 'proxy_server', portFieldType: 'REQUIRED' }]);
  });

  test('every field has a name and a description, and only those of the login are required', () => {
    const fields = [
      ...(form.version.configVariableTemplates ?? []),
      ...(form.version.authConfigTemplates ?? []).flatMap((template) => template.configVariableTemplates ?? []),
    ];
    for (const { displayName, description } of fields) {
      expect(displayName).toBeTruthy();
      expect(description).toMatch(/\.$/);
    }
    expect(new Set(fields.filter(({ required }) => required).map(({ key }) => key))).toEqual(
      new Set(['username', 'password', 'account_sid']),
    );
  });

  test('the test fills in every variable of the form except the subaccount', () => {
    const keys = form.version.configVariableTemplates?.map(({ key }) => key);
    expect(['subaccount_sid', ...Object.keys(everything().variables ?? {})]).toEqual(keys);
  });
});

describe('connections created from the form', () => {
  test('a connection is returned exactly as it was sent, in the same order, and is ACTIVE', async () => {
    const sent = fillForm(form, everything());
    const operation = await bed.create('everything', sent);
    expect(operation).toMatchObject({ done: true, metadata: { verb: 'create', target: connectionName('everything') } });
    const got = await bed.get('everything');
    expect(operation.response).toEqual({ '@type': expect.stringContaining('Connection'), ...got });
    expect(got).toMatchObject({
      name: connectionName('everything'),
      status: { state: 'ACTIVE' },
      connectionRevision: '1',
    });
    const echoed = Object.fromEntries(Object.keys(sent).map((key) => [key, got[key as keyof typeof got]]));
    expect(JSON.stringify(echoed)).toBe(JSON.stringify(sent));
  });

  test.each([
    ['an account SID and an auth token from the vault', undefined],
    ['an API key from the vault', 'api_key'],
  ])('a connection runs the nine examples with %s', async (_, authKey) => {
    const login = authKey
      ? { username: API_KEY, password: secretVersion('twilio-key'), account_sid: bed.simulator.accountSid }
      : account();
    const entries = { location: 'europe-west1', variables: { base_url: bed.baseUrl }, login };
    const id = authKey ? 'with-key' : 'with-token';
    await bed.create(id, fillForm(form, { ...entries, ...(authKey && { authKey }) }));
    expect(await bed.stateOf(id)).toBe('ACTIVE');
    await runNineExamples(bed.v2, connectionName(id));
  });

  test('fields that are left empty get the defaults of the reference page', async () => {
    await bed.create(
      'bare',
      fillForm(form, { location: 'europe-west1', variables: { base_url: bed.baseUrl }, login: account() }),
    );
    const { nodeConfig, description, labels, serviceAccount, logConfig, suspended } = await bed.get('bare');
    expect(nodeConfig).toEqual({ minNodeCount: 2, maxNodeCount: 50 });
    expect([description, labels, serviceAccount, logConfig, suspended]).toEqual(Array(5).fill(undefined));
  });

  test('a connection can be created in every location of the form', async () => {
    for (const location of form.regions) {
      const body = fillForm(form, { ...everything(), location });
      const parent = `projects/demo/locations/${location}`;
      const { data } = await bed.connections.create({
        parent,
        connectionId: 'here',
        requestBody: { ...body, suspended: true },
      });
      expect(data.metadata).toMatchObject({ target: `${parent}/connections/here` });
    }
    const { data } = await bed.connections.list({ parent: 'projects/demo/locations/-', pageSize: 1000 });
    const found = data.connections?.filter(({ name }) => name?.endsWith('/here'));
    expect(found).toHaveLength(form.regions.length);
    expect(new Set(found?.map(({ status }) => status?.state))).toEqual(new Set(['INACTIVE']));
  });
});
