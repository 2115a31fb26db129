import { isRecord } from '../../json/values.js';
import type { Place } from '../connector/resource-names.js';
import type { Found, FoundConnection } from '../transfer/found-connection.js';
import { CONNECTION_MEMBERS, CONNECTION_RESOURCE, NAME_PARTS } from './connection-resource.js';
import { NotEvaluated } from './evaluate.js';
import type { Configuration } from './parse-hcl.js';
import { type Findings, readAttribute, readBlock } from './read-block.js';
import { bodiesOf, createScope, membersOf, type Scope } from './scope.js';

/** A parsed file. */
export interface ConfigurationFile {
  readonly file: string;
  readonly configuration: Configuration;
}

type Body = Readonly<Record<string, unknown>>;

/** What a resource is read with. */
interface Context {
  readonly scope: Scope;
  /** The bodies of the providers by reference, such as `google` or `google.europe`. */
  readonly providers: ReadonlyMap<string, Body>;
  readonly place: Place;
}

/** Finds the connections in Terraform files that belong together. @param place for connections without a project or location */
export function findConnections(
  files: readonly ConfigurationFile[],
  { given, place }: { readonly given: Scope['given']; readonly place: Place },
): Found {
  const configurations = files.map(({ configuration }) => configuration);
  const context = { scope: createScope(configurations, given), providers: providersOf(configurations), place };
  const connections: FoundConnection[] = [];
  const others: string[] = [];
  for (const { file, configuration } of files) {
    for (const [type, labeled] of membersOf(configuration['resource'])) {
      for (const [label, bodies] of membersOf(labeled)) {
        const source = `${file}: ${type}.${label}`;
        if (type === CONNECTION_RESOURCE) connections.push(toFound(source, bodiesOf(bodies)[0] ?? {}, context));
        else others.push(source);
      }
    }
    others.push(...membersOf(configuration['module']).map(([label]) => `${file}: module.${label}`));
  }
  return { connections, others };
}

function providersOf(configurations: readonly Configuration[]): Context['providers'] {
  const declared = configurations.flatMap(({ provider }) => membersOf(provider));
  const bodies = declared.flatMap(([name, repeated]) => bodiesOf(repeated).map((body) => [name, body] as const));
  return new Map(
    bodies.map(([name, body]) => [typeof body['alias'] === 'string' ? `${name}.${body['alias']}` : name, body]),
  );
}

function toFound(source: string, body: Body, { scope, providers, place }: Context): FoundConnection {
  const { provider: reference = '${google}', project, location, name, count, for_each: forEach, ...members } = body;
  const provider = providers.get(String(reference).slice(2, -1)) ?? {};
  const findings: Findings = { unread: new Map(), undeclared: new Set() };
  const own = readBlock(members, CONNECTION_MEMBERS, { scope, findings });
  const shared = readBlock({ labels: provider['default_labels'] ?? null }, CONNECTION_MEMBERS, { scope, findings });
  const labels = [shared, own].map((fields) => fields['labels']).filter(isRecord);
  for (const [meta, value] of Object.entries({ count, for_each: forEach })) {
    if (value !== undefined) findings.unread.set(meta, 'makes several resources of one');
  }
  const nameParts = {
    project: project ?? provider['project'] ?? place.project,
    location: location ?? place.location,
    name,
  };
  return {
    source,
    name: readName(nameParts, scope, findings),
    resource: { ...own, ...(labels.length > 0 && { labels: Object.assign({}, ...labels) as object }) },
    obstacles: [...findings.unread].map(([attribute, reason]) => `${attribute} ${reason}.`),
    leftOut: [...findings.undeclared],
    isTerraform: true,
  };
}

/** The full name of a connection, unless a part of it could not be read. */
function readName(
  values: Readonly<Record<(typeof NAME_PARTS)[number], unknown>>,
  scope: Scope,
  { unread }: Findings,
): string | undefined {
  const [project, location, name] = NAME_PARTS.map((part) => {
    const read = readAttribute(values[part] ?? null, { kind: 'text' }, scope);
    if (typeof read === 'string') return read;
    unread.set(part, read instanceof NotEvaluated ? read.message : 'is missing');
    return undefined;
  });
  if (project === undefined || location === undefined || name === undefined) return undefined;
  return `projects/${project}/locations/${location}/connections/${name}`;
}
