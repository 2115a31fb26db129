import { readFileSync } from 'node:fs';
import { testReadme } from '@tooling/vitest/readme';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { authConfigTemplates } from './templates/auth-config-templates.js';
import type { ConfigVariableTemplate } from './templates/config-variable-template.js';
import { configVariableTemplates } from './templates/config-variable-templates.js';
import { CONNECTION_ID_RULES } from './names/connection-id.js';
import { destinationConfigTemplates } from './templates/destination-config-templates.js';
import { createConnectionSchema } from './connection/connection-schema.js';
import type { ConnectionErrorCode } from './violations/connection-error.js';
import { sslVariableTemplates } from './templates/ssl-config-template.js';
import { expressionToText } from './templates/logical-expression.js';
import { STATE_MOVES } from './connection/connection-status.js';

const readme = new URL('../README.md', import.meta.url);
const variables: readonly ConfigVariableTemplate[] = configVariableTemplates;
const lines = readFileSync(readme, 'utf8').split('\n');

testReadme(readme);

/** The rows of the table with these columns, split into cells. */
function rowsOf(...columns: string[]): string[][] {
  const cells = (line: string): string[] =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const head = lines.findIndex((line) => line.startsWith('|') && cells(line).join() === columns.join());
  expect(head).toBeGreaterThan(0);
  const rest = lines.slice(head + 2);
  return rest
    .slice(
      0,
      rest.findIndex((line) => !line.startsWith('|')),
    )
    .map(cells);
}

/** Every field of the schema, including fields of list items, without positions. */
function fieldsOf(schema: z.core.$ZodType, path = ''): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return fieldsOf(schema.unwrap(), path);
  }
  const own = path === '' ? [] : [path];
  if (schema instanceof z.ZodArray) return fieldsOf(schema.element, path);
  if (!(schema instanceof z.ZodObject)) return own;
  const shape: Record<string, z.core.$ZodType> = schema.shape;
  return [...own, ...Object.entries(shape).flatMap(([key, field]) => fieldsOf(field, path ? `${path}.${key}` : key))];
}

test('the README lists every field of a Connection', () => {
  const named = rowsOf('field', 'default', 'rule').map(([field]) => field);
  expect(named).toEqual(fieldsOf(createConnectionSchema([])).map((field) => `\`${field}\``));
});

test('the README lists the rules of a connection id', () => {
  const first = lines.indexOf(`- ${CONNECTION_ID_RULES[0]!.rule}`);
  const listed = lines.slice(first, first + CONNECTION_ID_RULES.length);
  expect(listed).toEqual(CONNECTION_ID_RULES.map(({ rule }) => `- ${rule}`));
});

/** The cell that says whether a variable is required. */
function requiredOf({ required, requiredCondition }: ConfigVariableTemplate): string {
  if (requiredCondition) return `when ${expressionToText(requiredCondition)}`;
  return required ? 'yes' : 'no';
}

test('the README lists every variable as declared', () => {
  expect(rowsOf('key', 'type', 'required', 'description')).toEqual(
    variables.map((template) => [
      `\`${template.key}\``,
      template.valueType,
      requiredOf(template),
      template.description,
    ]),
  );
});

test('the README lists every TLS variable as declared', () => {
  const templates: readonly ConfigVariableTemplate[] = sslVariableTemplates;
  expect(rowsOf('TLS variable', 'type', 'required', 'description')).toEqual(
    templates.map((template) => [
      `\`${template.key}\``,
      template.valueType,
      requiredOf(template),
      template.description,
    ]),
  );
});

test('the README lists every authentication method as declared', () => {
  expect(rowsOf('key', 'username', 'password', 'additional variables')).toEqual(
    authConfigTemplates.map(({ authKey, configVariableTemplates: [username, password, ...others] }) => [
      `\`${authKey}\``,
      username.displayName,
      password.displayName,
      others.map(({ key }) => `\`${key}\``).join(', ') || 'none',
    ]),
  );
});

test('the README lists every destination as declared', () => {
  expect(rowsOf('key', 'number', 'required', 'description')).toEqual(
    destinationConfigTemplates.map(({ key, min, max, requiredCondition, description }) => [
      `\`${key}\``,
      `${min} to ${max}`,
      `when ${expressionToText(requiredCondition)}`,
      description,
    ]),
  );
});

test('the README lists every state and its allowed moves', () => {
  expect(rowsOf('state', 'can move to')).toEqual(
    Object.entries(STATE_MOVES).map(([state, moves]) => [`\`${state}\``, moves.join(', ')]),
  );
});

test('the README lists every error code', () => {
  const codes = { INVALID_CONNECTION: 1, INVALID_RESOURCE_NAME: 1, INVALID_STATE_CHANGE: 1 } satisfies Record<
    ConnectionErrorCode,
    1
  >;
  expect(rowsOf('code', 'when', 'what to do').map(([code]) => code)).toEqual(
    Object.keys(codes).map((code) => `\`${code}\``),
  );
});
