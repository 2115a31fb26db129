import { expect, test } from 'vitest';
import { evaluate, NotEvaluated } from './evaluate.js';
import { parseHcl } from './parse-hcl.js';
import { createScope } from './scope.js';

const DEFINITIONS = `
variable "project" { default = "demo" }
variable "nodes" { default = 3 }
variable "none" { default = null }
variable "account" {}
locals {
  secrets = "projects/\${var.project}/secrets"
  teams   = { front = ["a", "b"], "back-end" = { name = local.secrets } }
  loop    = local.pool
  pool    = local.loop
}
`;

/** The value of an expression in HCL, with `var.account` and a resource's attribute from the command line. */
async function valueOf(expression: string): Promise<unknown> {
  const configuration = await parseHcl('main.tf', `${DEFINITIONS}\nlocals {\n  value = ${expression}\n}`);
  const given = new Map([
    ['var.account', 'AC1'],
    ['google_secret.token.name', 'projects/demo/secrets/token'],
  ]);
  return evaluate('${local.value}', createScope([configuration], given));
}

test.each([
  ['"a text"', 'a text'],
  ['5', 5],
  ['true', true],
  ['null', null],
  ['["a", var.nodes]', ['a', 3]],
  ['{ a = var.project, "b-${var.project}" = 1 }', { a: 'demo', 'b-demo': 1 }],
  ['var.nodes', 3],
  ['"${var.nodes}"', 3],
  ['var.none', null],
  ['"${local.secrets}/token/versions/${var.nodes}"', 'projects/demo/secrets/token/versions/3'],
  ['local.teams.front[1]', 'b'],
  ['local.teams["back-end"].name', 'projects/demo/secrets'],
  ['var.account', 'AC1'],
  ['"${google_secret.token.name}/versions/1"', 'projects/demo/secrets/token/versions/1'],
  ['"costs 5 $ or 50 %, $${no} %%{no}"', 'costs 5 $ or 50 %, ${no} %{no}'],
  ['<<-EOT\n    one ${var.project}\n      two\n  EOT', 'one demo\n  two\n'],
])('the expression %s is evaluated', async (expression, value) => {
  expect(await valueOf(expression)).toEqual(value);
});

const ONLY_TERRAFORM = 'is an expression that only Terraform can evaluate';

test.each([
  ['upper(var.project)', ONLY_TERRAFORM],
  ['var.nodes + 1', ONLY_TERRAFORM],
  ['var.nodes > 1 ? "a" : "b"', ONLY_TERRAFORM],
  ['"a ${upper("{x}")}"', ONLY_TERRAFORM],
  ['"%{ if true }a%{ endif }"', ONLY_TERRAFORM],
  ['[for team in local.teams : team]', ONLY_TERRAFORM],
  ['var.missing', 'refers to var.missing, which has no value in these files'],
  ['"x ${data.google_project.p.number}"', 'refers to data.google_project.p.number, which has no value in these files'],
  ['google_secret.other[0].id', 'refers to google_secret.other[0].id, which has no value in these files'],
  ['local.teams.middle', 'refers to local.teams.middle, which is not in local.teams'],
  ['local.teams.constructor', 'refers to local.teams.constructor, which is not in local.teams'],
  ['"a ${local.teams}"', 'has a list or an object inside a text'],
  ['local.loop', 'refers to itself'],
])('the expression %s is not evaluated, with the reason', async (expression, reason) => {
  await expect(valueOf(expression)).rejects.toEqual(new NotEvaluated(reason));
});

test('HCL that does not parse is a usage error with the line, and does not quote the file', async () => {
  await expect(parseHcl('main.tf', 'a = "secret"\nb = \n')).rejects.toMatchObject({
    name: 'UsageError',
    message: 'main.tf is not valid HCL: line 2: Invalid expression.',
  });
});
