import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import createClient from 'openapi-fetch';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestBed, type TestBed } from './test-bed.js';

const CALLER_ID = 'PN6f5f9bf39cb1801a6e21a5a80d274bdd';

// A client program that uses types generated from the OpenAPI document.
const PROGRAM = `
import type { Client } from 'openapi-fetch';
import type { paths } from './schema.js';

export async function run(client: Client<paths>) {
  const messages = '/entityTypes/Messages/entities';
  const callerId = '/entityTypes/OutgoingCallerIds/entities/{entityId}';
  const params = { path: { entityId: '${CALLER_ID}' } };

  const created = await client.POST(messages, {
    body: { fields: { To: '+15550100001', Sender: '+15550100100', Body: 'Hello' } },
  });
  const sid: string = created.data!.fields.Sid;
  const listed = await client.GET(messages, {
    params: { query: { conditions: \`Sid = '\${sid}'\`, pageSize: 5, sortBy: 'DateSent', sortOrder: 'DESC' } },
  });
  const bodies: (string | null)[] = listed.data!.entities.map(({ fields }) => fields.Body);
  const requests: number = listed.data!.metadata.twilio.requests;

  const updated = await client.PATCH(callerId, { params, body: { fields: { Name: 'Front desk' } } });
  const read = await client.GET(callerId, { params });
  const name: string | null = read.data!.fields.Name;
  const deleted = await client.DELETE(callerId, { params });
  const missing = await client.GET(callerId, { params });
  const status: string | undefined = missing.error?.error.status;

  return { bodies, requests, updated: updated.data?.fields, name, deleted: deleted.data, status };
}

type Body<P extends keyof paths, V extends keyof paths[P]> = paths[P][V] extends {
  requestBody: { content: { 'application/json': infer B } };
}
  ? B
  : never;

// @ts-expect-error the column is unknown
export const unknown: Body<'/entityTypes/Messages/entities', 'post'> = { fields: { To: '', Nonsense: 1 } };
// @ts-expect-error a required column is missing
export const missing: Body<'/entityTypes/Messages/entities', 'post'> = { fields: { Body: 'Hello' } };
// @ts-expect-error an update can only cancel
export const sent: Body<'/entityTypes/Messages/entities/{entityId}', 'patch'> = { fields: { Status: 'sent' } };
// @ts-expect-error recordings cannot be created
export const created: Body<'/entityTypes/Recordings/entities', 'post'> = { fields: {} };
`;

const FORMAT: ts.FormatDiagnosticsHost = {
  getCurrentDirectory: () => folder,
  getCanonicalFileName: (name) => name,
  getNewLine: () => '\n',
};

// The folder is beside the tests so that the program finds its packages.
const folder = mkdtempSync(join(import.meta.dirname, '.generated-client-'));
const file = join(folder, 'program.ts');

let bed: TestBed;
let document: OpenAPI3;
beforeAll(async () => {
  bed = await startTestBed();
  document = (await bed.request('/openapi.json')).json as OpenAPI3;
  writeFileSync(join(folder, 'schema.ts'), astToString(await openapiTS(document)));
  writeFileSync(file, PROGRAM);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await bed.close();
});

test('the generated types accept a correct client program and reject wrong request bodies', () => {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2024.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ['node'],
    typeRoots: [join(import.meta.dirname, '../node_modules/@types')],
  };
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([file], options));
  expect(ts.formatDiagnostics(diagnostics, FORMAT)).toBe('');
});

test('a generated client creates, lists, updates, reads and deletes entities', async () => {
  const program = (await import(file)) as { run(client: unknown): Promise<unknown> };
  const baseUrl = document.servers?.[0]?.url ?? '';
  const client = createClient({ baseUrl, headers: { Authorization: `Bearer ${bed.token}` } });
  expect(await program.run(client)).toEqual({
    bodies: ['Hello'],
    requests: 1,
    updated: { Sid: CALLER_ID },
    name: 'Front desk',
    deleted: {},
    status: 'NOT_FOUND',
  });
});
