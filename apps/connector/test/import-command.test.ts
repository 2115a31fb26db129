import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf, runOnTerminal } from './command-line.js';
import { startTerraformBed, type TerraformBed } from './terraform-bed.js';
import { pageHcl } from './terraform-page.js';

const PARENT = 'projects/demo/locations/us-central1';
const VERSION = 'projects/demo/locations/global/providers/twilio/connectors/twilio/versions/1';

let bed: TerraformBed;
beforeAll(async () => {
  bed = await startTerraformBed();
});
afterAll(() => bed.close());

/** A Terraform resource of a connection. */
const resource = (name: string, body = '', secret = '"projects/demo/secrets/twilio-token/versions/1"') => `
resource "google_integration_connectors_connection" "${name}" {
  project           = "demo"
  location          = "us-central1"
  name              = "${name}"
  connector_version = "${VERSION}"
  auth_config {
    auth_type = "USER_PASSWORD"
    user_password {
      username = "AC${'0'.repeat(32)}"
      password {
        secret_version = ${secret}
      }
    }
  }
  ${body}
}
`;

async function describe(name: string): Promise<Record<string, any>> {
  const { stdout } = await bed.run(['connections', 'describe', name]);
  return stdout === '' ? {} : JSON.parse(stdout);
}

test('import creates the connection of docs/terraform.md, and a second import changes nothing', async () => {
  const file = bed.file('main.tf', pageHcl);
  const name = `${PARENT}/connections/support`;
  const planned = await bed.run(['import', file, '--dry-run']);
  expect(rowsOf(planned.stdout)).toEqual([{ name, change: 'create' }]);
  expect(await describe(name)).toEqual({});
  const created = await bed.run(['import', file]);
  expect(created).toMatchObject({ code: 0, stderr: '' });
  expect(rowsOf(created.stdout)).toEqual([{ name, change: 'create', state: 'ACTIVE' }]);
  expect(await describe(name)).toMatchObject({ labels: { team: 'support' }, logConfig: { enabled: true } });
  expect(rowsOf((await bed.run(['import', file])).stdout)).toEqual([{ name, change: 'unchanged' }]);
});

test('import updates only the fields that differ, and keeps what the connector chose', async () => {
  const name = `${PARENT}/connections/changing`;
  const before = 'description = "a"\nlabels = { team = "front" }\nnode_config {\n max_node_count = 9\n}';
  await bed.run(['import', bed.file('changing.tf', resource('changing', before))]);
  const after = 'labels = { team = "front", empty = "" }\nlog_config {\n enabled = true\n}';
  const { stdout } = await bed.run(['import', bed.file('changing.tf', resource('changing', after))]);
  expect(rowsOf(stdout)).toEqual([
    { name, change: 'update', fields: ['labels', 'description', 'logConfig'], state: 'ACTIVE' },
  ]);
  const { description, labels, logConfig, nodeConfig } = await describe(name);
  expect({ description, labels, logConfig, nodeConfig }).toEqual({
    labels: { team: 'front', empty: '' },
    logConfig: { enabled: true, level: 'ERROR' },
    nodeConfig: { minNodeCount: 2, maxNodeCount: 9 },
  });
});

test('import on a terminal says what it creates and updates, and does nothing without a yes', async () => {
  await bed.run(['import', bed.file('asked.tf', resource('asked'))]);
  const file = bed.file('asked.tf', resource('asked', 'description = "new"') + resource('asked-too'));
  const env = { CONNECTOR_TOKEN: bed.headers.Authorization.replace('Bearer ', '') };
  const args = ['import', file, '--server', bed.url];
  const { code, screen } = await runOnTerminal(args, env, { typed: 'n\n' });
  expect(screen).toContain(
    `This creates ${PARENT}/connections/asked-too and updates ${PARENT}/connections/asked. Continue? [y/N]`,
  );
  expect([code, await describe(`${PARENT}/connections/asked-too`)]).toEqual([1, {}]);
  await runOnTerminal(args, env, { typed: 'y\n' });
  expect(await describe(`${PARENT}/connections/asked`)).toMatchObject({ description: 'new' });
});

test('import lists what it cannot evaluate by file, resource and attribute, imports the others, and takes values from the command line', async () => {
  const main = bed.file(
    'secrets.tf',
    `resource "google_secret_manager_secret" "token" { secret_id = "twilio-token" }\n${
      resource('unread', 'description = upper("a")', 'google_secret_manager_secret_version.token.name') +
      resource('read', 'description = var.text\nlifecycle {\n prevent_destroy = true\n}') +
      resource('many', 'count = 2\ndynamic "config_variable" {\n for_each = {}\n content {\n key = "a"\n}\n}')
    }`,
  );
  const variables = bed.file(
    'variables.tf',
    'variable "text" {\n default = "from another file"\n}\nmodule "m" {\n source = "./m"\n}',
  );
  const first = await bed.run(['import', main, variables]);
  expect(first.code).toBe(1);
  const source = `${main}: google_integration_connectors_connection`;
  expect(first.stderr.trimEnd().split('\n')).toEqual([
    `${main}: google_secret_manager_secret.token is not imported: it is not a connection.`,
    `${variables}: module.m is not imported: it is not a connection.`,
    `${source}.many cannot be imported: config_variable is a dynamic block. count makes several resources of one.`,
    `${source}.read is imported without lifecycle, which is not part of a connection.`,
    `${source}.unread cannot be imported: auth_config.user_password.password.secret_version refers to ` +
      'google_secret_manager_secret_version.token.name, which has no value in these files. description is an expression ' +
      'that only Terraform can evaluate. Give the value of a reference with --value, as in --value var.project=demo.',
    'twilio-connector: 2 connections were not imported.',
  ]);
  expect(await describe(`${PARENT}/connections/read`)).toMatchObject({ description: 'from another file' });

  const given = 'google_secret_manager_secret_version.token.name=projects/demo/secrets/twilio-token/versions/1';
  const single = bed.file('unread.tf', resource('unread', '', 'google_secret_manager_secret_version.token.name'));
  expect(await bed.run(['import', single, '--value', given])).toMatchObject({ code: 0 });
});

test('import leaves out what this connector does not support and what is for other connectors, and says so', async () => {
  const file = bed.file(
    'features.tf',
    resource('features', 'eventing_enablement_type = "EVENTING_AND_CONNECTION"') +
      resource('zendesk').replace(VERSION, VERSION.replaceAll('twilio', 'zendesk')),
  );
  const { code, stdout, stderr } = await bed.run(['import', file]);
  expect([code, rowsOf(stdout)]).toEqual([0, [expect.objectContaining({ name: `${PARENT}/connections/features` })]]);
  const source = `${file}: google_integration_connectors_connection`;
  expect(stderr.trimEnd().split('\n')).toEqual([
    `${source}.features is imported without eventing_enablement_type, which this connector does not support.`,
    `${source}.zendesk is not imported: it is a connection of another connector.`,
  ]);
});

test('import goes on after a connection that the connector refuses, and exits with 1', async () => {
  const file = bed.file('refused.tf', resource('Refused') + resource('after'));
  const { code, stdout, stderr } = await bed.run(['import', file]);
  expect([code, rowsOf(stdout).map(({ name }) => name)]).toEqual([1, [`${PARENT}/connections/after`]]);
  expect(stderr).toContain(`${PARENT}/connections/Refused was not imported: `);
  expect(stderr).toContain('has uppercase letters in its connection id');
});

test('import creates a connection of its own where a project shares the first connection', async () => {
  const own = resource('twilio', 'description = "own"').replace('us-central1', 'local');
  await bed.run(['import', bed.file('own.tf', own)]);
  expect(await describe('projects/demo/locations/local/connections/twilio')).toMatchObject({ description: 'own' });
  expect((await describe('projects/local/locations/local/connections/twilio'))['description']).not.toBe('own');
});

test.each([
  ['a file that does not exist', '/nowhere.tf', 'Cannot read the file /nowhere.tf (ENOENT).'],
  ['HCL that does not parse', 'resource {', 'is not valid HCL: line 1: '],
  ['JSON that does not parse', '{"a": "secret', 'is not valid JSON.'],
  ['JSON without connections', '[{"a": 1}]', 'contains neither Terraform resources nor connections'],
])('import of %s is a usage error', async (_, content, message) => {
  const file = content.startsWith('/') ? content : bed.file('wrong.txt', content);
  const { code, stderr } = await bed.run(['import', file]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).not.toContain('secret');
});
