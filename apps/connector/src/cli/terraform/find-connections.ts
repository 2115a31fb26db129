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

interface Context {
  readonly scope: Scope;
  /** The attributes of the provider, for a resource without a project. */
  readonly provider: Readonly<Record<string, unknown>>;
  readonly place: Place;
}

/** Finds the connections in Terraform files that belong together. @param place for connections without a project or location */
export function findConnections(
  files: readonly ConfigurationFile[],
  { given, place }: { readonly given: Scope['given']; readonly place: Place },
): Found {
  const scope = createScope(
    files.map(({ configuration }) => configuration),
    given,
  );
  const [provider = {}] = files.flatMap(({ configuration }) =>
    membersOf(configuration['provider']).flatMap(([name, body]) => (name === 'google' ? bodiesOf(body) : [])),
  );
  const resources = files.flatMap(({ file, configuration }) =>
    membersOf(configuration['resource']).flatMap(([type, labeled]) =>
      membersOf(labeled).map(([label, body]) => ({
        file,
        type,
        address: `${type}.${label}`,
        body: bodiesOf(body)[0] ?? {},
      })),
    ),
  );
  const modules = files.flatMap(({ file, configuration }) =>
    membersOf(configuration['module']).map(([label]) => `${file}: module.${label}`),
  );
  const [own, others] = [true, false].map((isOwn) =>
    resources.filter(({ type }) => (type === CONNECTION_RESOURCE) === isOwn),
  );
  return {
    connections: (own ?? []).map(({ file, address, body }) =>
      toFound(`${file}: ${address}`, body, { scope, provider, place }),
    ),
    others: [...(others ?? []).map(({ file, address }) => `${file}: ${address}`), ...modules],
  };
}

function toFound(
  source: string,
  body: Readonly<Record<string, unknown>>,
  { scope, provider, place }: Context,
): FoundConnection {
  const { project = provider['project'], location, name, count, for_each: forEach, ...others } = body;
  const findings: Findings = { unread: new Map(), undeclared: new Set() };
  const resource = readBlock(others, CONNECTION_MEMBERS, { scope, findings });
  for (const [meta, value] of Object.entries({ count, for_each: forEach })) {
    if (value !== undefined) findings.unread.set(meta, 'makes several resources of one');
  }
  const values = { project: project ?? place.project, location: location ?? place.location, name };
  const parts = NAME_PARTS.map((part) => {
    const read = readAttribute(values[part] ?? null, { kind: 'text' }, scope);
    if (typeof read === 'string') return read;
    findings.unread.set(part, read instanceof NotEvaluated ? read.message : 'is missing');
    return undefined;
  });
  const isNamed = parts.every((part) => part !== undefined);
  return {
    source,
    name: isNamed ? `projects/${parts[0]}/locations/${parts[1]}/connections/${parts[2]}` : undefined,
    resource,
    obstacles: [...findings.unread].map(([attribute, reason]) => `${attribute} ${reason}.`),
    leftOut: [...findings.undeclared],
    isTerraform: true,
  };
}
