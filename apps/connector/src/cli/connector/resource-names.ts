import { UsageError } from '../terminal/usage-error.js';

/** Where a short name is. */
export interface Place {
  readonly project: string;
  readonly location: string;
}

const CONNECTION = /^projects\/[^/]+\/locations\/[^/]+\/connections\/[^/]+$/;
const OPERATION = /^projects\/[^/]+\/locations\/[^/]+\/operations\/[^/]+$/;
const PROJECT = /^projects\/[^/]+$/;
const SECRET = /^(projects\/[^/]+\/secrets\/[^/]+)(?:\/versions\/([^/]+))?$/;

/** The name of a connection that is given whole, or by its id. */
export function toConnectionName(text: string, { project, location }: Place): string {
  if (CONNECTION.test(text)) return text;
  if (text === '' || text.includes('/')) {
    throw new UsageError(
      'A connection is named by its id, or as projects/{project}/locations/{location}/connections/{id}.',
    );
  }
  return `projects/${project}/locations/${location}/connections/${text}`;
}

/** The name of a project or a connection: `projects/{project}`, or a connection as above. */
export function toPolicyResource(text: string, place: Place): string {
  return PROJECT.test(text) ? text : toConnectionName(text, place);
}

/** A role by its whole name, or without `roles/`. */
export function toRole(text: string): string {
  return text.startsWith('roles/') ? text : `roles/${text}`;
}

/** The name of an operation, as `--async` answers it. */
export function toOperationName(text: string): string {
  if (OPERATION.test(text)) return text;
  throw new UsageError('An operation is named as projects/{project}/locations/{location}/operations/{id}.');
}

/** The name of a secret that is given whole, or by its id. */
export function toSecretName(text: string, { project }: Place): string {
  const [, name, version] = SECRET.exec(text) ?? [];
  if (name !== undefined && version === undefined) return name;
  if (text === '' || text.includes('/')) {
    throw new UsageError('A secret is named by its id, or as projects/{project}/secrets/{id}.');
  }
  return `projects/${project}/secrets/${text}`;
}

/** The name of a version: of a secret and its number, or whole in one. */
export function toVersionName(text: string, version: string | undefined, place: Place): string {
  if (version === undefined && SECRET.exec(text)?.[2] !== undefined) return text;
  return `${toSecretName(text, place)}/versions/${version ?? 'latest'}`;
}

/** The last part of a name. */
export function idOf(name: unknown): string {
  return String(name).split('/').at(-1) ?? '';
}

/** A name as a path has it. */
export function toPath(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}
