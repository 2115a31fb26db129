import { expect, test } from 'vitest';
import { findConnections } from './find-connections.js';
import { parseHcl } from './parse-hcl.js';

const place = { project: 'flag-project', location: 'flag-location' };

/** What is found in the text of a file with a connection of these arguments. */
async function found(args: string, rest = '') {
  const hcl = `resource "google_integration_connectors_connection" "c" {\n${args}\n}\n${rest}`;
  const configuration = await parseHcl('main.tf', hcl);
  const { connections } = findConnections([{ file: 'main.tf', configuration }], { given: new Map(), place });
  return connections[0];
}

const PROVIDERS = `
provider "google" {
  alias   = "europe"
  project = "europe"
}
provider "google" {
  project        = "default"
  default_labels = { team = "all", unit = "x" }
}
provider "google-beta" { project = "beta" }
`;

test.each([
  ['its own arguments', 'project = "own"\nlocation = "l"\nname = "n"', 'projects/own/locations/l/connections/n'],
  ['its provider', 'location = "l"\nname = "n"', 'projects/default/locations/l/connections/n'],
  [
    'the provider that it names',
    'location = "l"\nname = "n"\nprovider = google.europe',
    'projects/europe/locations/l/connections/n',
  ],
  ['another provider', 'location = "l"\nname = "n"\nprovider = google-beta', 'projects/beta/locations/l/connections/n'],
])('a connection is named by %s', async (_, args, name) => {
  expect(await found(args, PROVIDERS)).toMatchObject({ name, obstacles: [], leftOut: [] });
});

test('a connection without a project or location is in those of the command line', async () => {
  expect(await found('name = "n"')).toMatchObject({
    name: 'projects/flag-project/locations/flag-location/connections/n',
  });
});

test('a connection whose name cannot be read has none, and says why', async () => {
  expect(await found('location = upper("l")')).toMatchObject({
    name: undefined,
    obstacles: ['location is an expression that only Terraform can evaluate.', 'name is missing.'],
  });
});

test('a connection has the default labels of its provider unless it sets them', async () => {
  const labels = async (args: string) => (await found(`name = "n"\n${args}`, PROVIDERS))?.resource['labels'];
  expect(await labels('labels = { team = "front" }')).toEqual({ team: 'front', unit: 'x' });
  expect(await labels('')).toEqual({ team: 'all', unit: 'x' });
  expect(await labels('provider = google-beta')).toBeUndefined();
});

test.each([
  ['suspended = "yes"', 'suspended has a value of the wrong type; expected true or false.'],
  [
    'node_config {\n min_node_count = 1.5\n}',
    'node_config.min_node_count has a value of the wrong type; expected a whole number.',
  ],
  ['labels = ["a"]', 'labels has a value of the wrong type; expected a map of strings.'],
  ['labels = { a = ["b"] }', 'labels has a value of the wrong type; expected a map of strings.'],
  ['description = ["a"]', 'description has a value of the wrong type; expected a string.'],
  ['config_variable = var.all', 'config_variable is an expression in place of a block.'],
  ['for_each = toset(["a"])', 'for_each makes several resources of one.'],
])('a connection with %s cannot be read', async (args, obstacle) => {
  expect((await found(`name = "n"\n${args}`))?.obstacles).toEqual([obstacle]);
});

test('values are converted as Terraform converts them, and null counts as absent', async () => {
  const args = 'description = 5\nsuspended = "true"\nservice_account = null\nnode_config {\n min_node_count = "3"\n}';
  expect((await found(`name = "n"\n${args}\nconfig_variable {\n key = "a"\n integer_value = 7\n}`))?.resource).toEqual({
    description: '5',
    suspended: true,
    nodeConfig: { minNodeCount: 3 },
    configVariables: [{ key: 'a', intValue: '7' }],
  });
});
