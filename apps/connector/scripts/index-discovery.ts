// Generates the index of Google's methods and schemas from a discovery document:
//   node scripts/index-discovery.ts connectors-v2.discovery.json v2
// Google publishes the documents at https://connectors.googleapis.com/$discovery/rest?version=v2.
import { readFileSync, writeFileSync } from 'node:fs';

interface Method {
  readonly id: string;
  readonly httpMethod: string;
  readonly flatPath: string;
  readonly parameters?: Readonly<Record<string, { readonly location: string }>>;
  readonly request?: { readonly $ref: string };
  readonly response?: { readonly $ref: string };
}

interface Resource {
  readonly methods?: Readonly<Record<string, Method>>;
  readonly resources?: Readonly<Record<string, Resource>>;
}

interface Discovery extends Resource {
  readonly revision: string;
  readonly schemas: Readonly<
    Record<string, { readonly properties?: Readonly<Record<string, { readonly enum?: string[] }>> }>
  >;
}

const [file, version] = process.argv.slice(2);
if (!file || !version) throw new Error('usage: node scripts/index-discovery.ts <discovery.json> <v1|v2>');
const discovery = JSON.parse(readFileSync(file, 'utf8')) as Discovery;

const methods = methodsOf(discovery)
  .map(({ id, httpMethod, flatPath, parameters = {}, request, response }) => ({
    id: id.replace('connectors.projects.locations.', ''),
    httpMethod,
    path: `/${flatPath}`,
    query: Object.keys(parameters).filter((name) => parameters[name]?.location === 'query'),
    request: request?.$ref,
    response: response?.$ref,
  }))
  .sort((a, b) => (a.id < b.id ? -1 : 1));
const schemas = Object.entries(discovery.schemas).map(([name, { properties = {} }]) => [
  name,
  Object.fromEntries(Object.entries(properties).map(([field, property]) => [field, property.enum ?? true])),
]);

const { revision } = discovery;
writeFileSync(new URL(`../src/rest/google/${version}-methods.json`, import.meta.url), toJson({ revision, methods }));
writeFileSync(
  new URL(`../test/google/${version}-schemas.json`, import.meta.url),
  toJson({ revision, schemas: Object.fromEntries(schemas) }),
);

function methodsOf(resource: Resource): Method[] {
  return [...Object.values(resource.methods ?? {}), ...Object.values(resource.resources ?? {}).flatMap(methodsOf)];
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
