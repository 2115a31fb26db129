import { text } from 'node:stream/consumers';
import { isRecord } from '../../json/values.js';
import { findConnections, type ConfigurationFile } from '../terraform/find-connections.js';
import { parseHcl } from '../terraform/parse-hcl.js';
import type { Place } from '../connector/resource-names.js';
import { readInputFile } from '../terminal/read-file.js';
import { UsageError } from '../terminal/usage-error.js';
import type { Found, FoundConnection } from './found-connection.js';
import { connectionsInJson } from './google-json.js';

/** How to read the files. */
interface Reading {
  /** Values for references that the files do not define. */
  readonly given: ReadonlyMap<string, string>;
  /** The project and location of connections that name none. */
  readonly place: Place;
}

/** Finds the connections in Terraform files, which belong together, and in JSON of Google's tools. `-` is standard input. */
export async function findInFiles(
  files: readonly string[],
  { given, place }: Reading,
  { stdin }: Pick<NodeJS.Process, 'stdin'>,
): Promise<Found> {
  const configurations: ConfigurationFile[] = [];
  const exported: FoundConnection[] = [];
  for (const file of files) {
    const content = file === '-' ? await text(stdin) : readInputFile(file).toString('utf8');
    const json = isJson(content) ? parseJson(file, content) : undefined;
    const connections = json === undefined ? undefined : connectionsInJson(file, json, place);
    if (connections) exported.push(...connections);
    else configurations.push({ file, configuration: toConfiguration(file, json ?? (await parseHcl(file, content))) });
  }
  const { connections, others } = findConnections(configurations, { given, place });
  return { connections: [...exported, ...connections], others };
}

/** No configuration in HCL begins with a brace or a bracket. */
function isJson(content: string): boolean {
  return /^\s*[[{]/.test(content);
}

function parseJson(file: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    // The parser's message quotes the input, which may contain a secret.
    throw new UsageError(`${file} is not valid JSON.`);
  }
}

/** A configuration in Terraform's JSON syntax has the form of a parsed one. */
function toConfiguration(file: string, value: unknown): ConfigurationFile['configuration'] {
  if (isRecord(value) && !('name' in value)) return value;
  throw new UsageError(`${file} contains neither Terraform resources nor connections as Google's tools export them.`);
}
