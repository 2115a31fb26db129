import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  API_KEY,
  type ConnectionBody,
  type ConnectionsBed,
  PROJECT,
  refusalOf,
  secretVersion,
  startConnectionsBed,
} from './connections-bed.js';
import { drawForm, fillForm } from './create-form.js';
import { WRONG_API_KEYS, WRONG_FIELDS } from './wrong-fields.js';
import { PASTED, withValue, type WrongValue } from './wrong-value.js';
import { wrongVariables } from './wrong-variables.js';

// The table of wrong values is made from the templates that the API returns, so the form is needed before the tests are defined.
const bed: ConnectionsBed = await startConnectionsBed();
const form = await drawForm(bed);
afterAll(() => bed.close());
beforeAll(async () => {
  await bed.keepSecret('twilio-token', bed.simulator.authToken);
});

const withKey = (): ConnectionBody =>
  fillForm(form, {
    location: 'europe-west1',
    authKey: 'api_key',
    variables: { base_url: bed.baseUrl },
    login: { username: API_KEY, password: secretVersion('key'), account_sid: bed.simulator.accountSid },
  });

function send({ path, value, connectionId = 'refused', location = 'europe-west1' }: WrongValue, body: ConnectionBody) {
  const requestBody = path === undefined ? body : withValue(body, path, value);
  return bed.connections.create({ parent: `projects/${PROJECT}/locations/${location}`, connectionId, requestBody });
}

async function check(wrong: WrongValue, body: ConnectionBody): Promise<void> {
  const refusal = await refusalOf(send(wrong, body));
  expect([refusal.status, refusal.code, refusal.reason]).toEqual([400, 'INVALID_ARGUMENT', 'INVALID_CONNECTION']);
  const told = refusal.violations.filter(({ field }) => field === wrong.field);
  expect(told.map(({ description }) => description).join(' '), JSON.stringify(refusal.violations)).toMatch(wrong.rule);
  expect(refusal.text).not.toContain(PASTED);
  await expectNothing();
}

/** Expects that no connection and no long-running operation was stored. */
async function expectNothing(): Promise<void> {
  const { data: listed } = await bed.connections.list({ parent: `projects/${PROJECT}/locations/-` });
  const operations = await bed.v1.projects.locations.operations.list({ name: `projects/${PROJECT}/locations/-` });
  expect([listed.connections, operations.data.operations]).toEqual([[], []]);
}

describe('one wrong value', () => {
  test.each(WRONG_FIELDS)('a create with a wrong value is refused by field and rule: $title', (wrong) =>
    check(wrong, bed.body()),
  );

  test.each(WRONG_API_KEYS)('a create with a wrong API key is refused by field and rule: $title', (wrong) =>
    check(wrong, withKey()),
  );

  for (const template of form.version.configVariableTemplates ?? []) {
    test.each(wrongVariables(template))(
      'a create with a wrong variable is refused by field and rule: $title',
      (wrong) => check(wrong, bed.body()),
    );
  }

  test('a create without a connectionId is refused', async () => {
    for (const connectionId of [undefined, '']) {
      const refusal = await refusalOf(
        bed.connections.create({
          parent: `projects/${PROJECT}/locations/local`,
          connectionId,
          requestBody: bed.body(),
        }),
      );
      expect(refusal).toMatchObject({ status: 400, violations: [{ field: 'connectionId' }] });
    }
    await expectNothing();
  });

  test('a create whose body is missing or not an object is refused', async () => {
    for (const body of ['', '{}', '[]', 'null', '{"name":']) {
      const url = `${bed.url}/v1/projects/${PROJECT}/locations/local/connections?connectionId=refused`;
      const response = await fetch(url, { method: 'POST', body, headers: bed.headers });
      expect(response.status).toBe(400);
    }
    await expectNothing();
  });
});

describe('several wrong values', () => {
  /** One wrong value per field, so that none overwrites another. */
  const oneOfEach = [...new Map(WRONG_FIELDS.filter(isAlone).map((wrong) => [wrong.path, wrong])).values()];

  test('every wrong field of a form is reported in one refusal', async () => {
    const body = oneOfEach.reduce(
      (filled, { path = '', value }) => withValue(filled, path, value),
      fillForm(form, {
        location: 'europe-west1',
        variables: { base_url: 'http://169.254.169.254/', region: 'Dublin', bulk: true, allowed_operations: 'LISTT' },
        login: { username: 'me', password: PASTED },
      }),
    );
    const refusal = await refusalOf(
      bed.connections.create({
        parent: `projects/${PROJECT}/locations/mars-north1`,
        connectionId: 'Refused-',
        requestBody: body,
      }),
    );
    const fields = refusal.violations.map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(oneOfEach.map(({ field }) => field)));
    expect(fields.filter((field) => field === 'name')).toHaveLength(3);
    for (const index of [0, 1, 2]) expect(fields).toContain(`configVariables[${index}].stringValue`);
    for (const { description } of refusal.violations) expect(refusal.message).toContain(description);
    expect(refusal.text).not.toContain(PASTED);
    await expectNothing();
  });

  test('a secret of another project is reported together with other wrong fields', async () => {
    const body = withValue(bed.body({ description: 5 as never }), 'authConfig.userPassword.password', {
      secretVersion: secretVersion('s', 1, 'other'),
    });
    const { violations } = await refusalOf(send({ title: '', rule: /x/ }, body));
    expect(violations.map(({ field }) => field)).toEqual([
      'description',
      'authConfig.userPassword.password.secretVersion',
    ]);
  });

  // With an unknown authKey, the rest of the login cannot be validated.
  function isAlone({ path, value }: WrongValue): boolean {
    return (
      path !== undefined &&
      value !== undefined &&
      path !== 'configVariables' &&
      !/^(authConfig|nodeConfig|authConfig.userPassword(.password)?|authConfig.authKey|logConfig)$/.test(path)
    );
  }
});
