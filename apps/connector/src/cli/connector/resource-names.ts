import { UsageError } from '../terminal/usage-error.js';

/** The project and location of a resource that is given by its ID alone. */
export interface Place {
  readonly project: string;
  readonly location: string;
}

const CONNECTION = /^projects\/[^/]+\/locations\/[^/]+\/connections\/[^/]+$/;
const OPERATION = /^projects\/[^/]+\/locations\/[^/]+\/operations\/[^/]+$/;
const PROJECT = /^projects\/[^/]+$/;
const SECRET = /^(projects\/[^/]+\/secrets\/[^/]+)(?:\/versions\/([^/]+))?$/;

/** Whether a value is the full name of a connection. */
export function isConnectionName(value: unknown): value is string {
  return typeof value === 'string' && CONNECTION.test(value);
}

/** The full name of a connection that is given by its full name or its ID. */
export function toConnectionName(text: string, { project, location }: Place): string {
  if (CONNECTION.test(text)) return text;
  if (text === '' || text.includes('/')) {
    throw new UsageError('Expected a connection ID or projects/{project}/locations/{location}/connections/{id}.');
  }
  return `projects/${project}/locations/${location}/connections/${text}`;
}

/** The full name of a project or a connection. A project must be given as `projects/{project}`. */
export function toPolicyResource(text: string, place: Place): string {
  return PROJECT.test(text) ? text : toConnectionName(text, place);
}

/** The full name of a role; the prefix `roles/` is optional in the input. */
export function toRole(text: string): string {
  return text.startsWith('roles/') ? text : `roles/${text}`;
}

/** Checks the name of a long-running operation. */
export function toOperationName(text: string): string {
  if (OPERATION.test(text)) return text;
  throw new UsageError('Expected projects/{project}/locations/{location}/operations/{id}, as --async shows it.');
}

/** The full name of a secret that is given by its full name or its ID. */
export function toSecretName(text: string, { project }: Place): string {
  const [, name, version] = SECRET.exec(text) ?? [];
  if (name !== undefined && version === undefined) return name;
  if (text === '' || text.includes('/')) {
    throw new UsageError('Expected a secret ID or projects/{project}/secrets/{id}.');
  }
  return `projects/${project}/secrets/${text}`;
}

/** The full name of a secret version, from a secret and a version number or from the full name. */
export function toVersionName(text: string, version: string | undefined, place: Place): string {
  if (version === undefined && SECRET.exec(text)?.[2] !== undefined) return text;
  return `${toSecretName(text, place)}/versions/${version ?? 'latest'}`;
}

/** The last part of a name. */
export function idOf(name: unknown): string {
  return String(name).split('/').at(-1) ?? '';
}

/** A name, encoded for the path of a URL. */
export function toPath(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}
