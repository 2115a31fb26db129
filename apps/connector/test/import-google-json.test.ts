import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf } from './command-line.js';
import { startTerraformBed, type TerraformBed } from './terraform-bed.js';
import { pageHcl } from './terraform-page.js';

const NAME = 'projects/demo/locations/us-central1/connections/support';

let bed: TerraformBed;
beforeAll(async () => {
  bed = await startTerraformBed();
  await bed.run(['import', bed.file('main.tf', pageHcl)]);
});
afterAll(() => bed.close());

/** A connection as `gcloud integration-connectors connections describe --format json` prints it: with what the server sets. */
async function described(name = NAME): Promise<Record<string, any>> {
  return JSON.parse((await bed.run(['connections', 'describe', name])).stdout);
}

test('the JSON that gcloud prints of a connection imports as the same connection, from a file or standard input', async () => {
  const { connectionRevision: _, ...json } = await described();
  const google = { ...json, serviceDirectory: 'a', billingConfig: { billingCategory: 'NON_GCP_CONNECTOR' }, host: '' };
  const file = bed.file('gcloud.json', JSON.stringify(google));
  expect(rowsOf((await bed.run(['import', file])).stdout)).toEqual([{ name: NAME, change: 'unchanged' }]);
  const other = NAME.replace('support', 'copy');
  const copied = await bed.run(['import', '-'], JSON.stringify({ ...google, name: other }));
  expect(rowsOf(copied.stdout)).toEqual([{ name: other, change: 'create', state: 'ACTIVE' }]);
  const { name: _n, createTime: _c, updateTime: _u, connectionRevision: _r, ...copy } = await described(other);
  expect(json).toMatchObject(copy);
});

test('a list of connections that gcloud prints, or a page of the API, imports every one of them', async () => {
  const json = await described();
  const two = ['one', 'two'].map((id) => ({ ...json, name: NAME.replace('support', `list-${id}`) }));
  const list = await bed.run(['import', bed.file('list.json', JSON.stringify(two))]);
  expect(rowsOf(list.stdout).map(({ change }) => change)).toEqual(['create', 'create']);
  const page = await bed.run([
    'import',
    bed.file('page.json', JSON.stringify({ connections: two, nextPageToken: '' })),
  ]);
  expect(rowsOf(page.stdout).map(({ change }) => change)).toEqual(['unchanged', 'unchanged']);
});

test('what integrationcli writes imports under the name of its file, with its connector details and names of secrets', async () => {
  const { authConfig, configVariables, nodeConfig, labels } = await described();
  const { username } = authConfig.userPassword;
  const minimal = {
    labels,
    connectorDetails: { name: 'twilio', version: 1 },
    configVariables: [
      ...configVariables.filter(({ key }: { key: string }) => key !== 'proxy_password'),
      { key: 'proxy_password', secretDetails: { secretName: 'proxy-password' } },
    ],
    authConfig: {
      authType: 'USER_PASSWORD',
      userPassword: { username, passwordDetails: { secretName: 'twilio-token' } },
    },
    nodeConfig,
  };
  const file = bed.file('front-desk.json', JSON.stringify(minimal));
  const { stdout } = await bed.run(['import', file, '--project', 'demo', '--location', 'us-central1']);
  const name = NAME.replace('support', 'front-desk');
  expect(rowsOf(stdout)).toEqual([{ name, change: 'create', state: 'ACTIVE' }]);
  const made = await described(name);
  expect(made['connectorVersion']).toBe('projects/demo/locations/global/providers/twilio/connectors/twilio/versions/1');
  expect(made['configVariables'].at(-1).secretValue).toEqual({
    secretVersion: 'projects/demo/secrets/proxy-password/versions/latest',
  });
});

test('JSON without a name from standard input cannot be imported', async () => {
  const { name: _, ...json } = await described();
  expect(await bed.run(['import', '-'], JSON.stringify(json))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('- cannot be imported: name is missing'),
  });
});

test('an exported connection imports as the same connection, also after it was deleted', async () => {
  const flags = ['--project', 'demo', '--location', 'us-central1'];
  const exported = await bed.run(['export', 'support', '--terraform', ...flags]);
  const file = bed.file('support.tf', exported.stdout);
  expect(rowsOf((await bed.run(['import', file])).stdout)).toEqual([{ name: NAME, change: 'unchanged' }]);
  await bed.run(['connections', 'delete', NAME]);
  expect(rowsOf((await bed.run(['import', file])).stdout)).toEqual([{ name: NAME, change: 'create', state: 'ACTIVE' }]);
  expect(await bed.run(['export', 'support', '--terraform', ...flags])).toEqual(exported);
  expect(exported.stdout).toContain('secret_version = "projects/demo/secrets/twilio-token/versions/1"');
});

test('export says how to export a connection, and that a connection does not exist', async () => {
  expect(await bed.run(['export', 'support'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('To write a connection for Terraform, add --terraform.'),
  });
  expect(await bed.run(['export', 'nothing', '--terraform'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('(UNKNOWN_CONNECTION)'),
  });
});
