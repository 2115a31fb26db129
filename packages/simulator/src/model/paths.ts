import type { Declaration, Params } from './resource.js';

/** One form of a declaration's collection path: some paths exist once for each value of a parameter. */
export interface PathVariant {
  readonly path: string | undefined;
  readonly fixed: Params;
}

/** The collection path, once for each of its `pathValues`. */
export function variantsOf({ path, pathValues }: Declaration): readonly PathVariant[] {
  if (!pathValues) return [{ path, fixed: {} }];
  return pathValues.values.map((value) => ({
    path: path?.replace(`{${pathValues.parameter}}`, value).replace(/\/$/, ''),
    fixed: { [pathValues.parameter]: value },
  }));
}

/** Candidates for an entity's path. The first that Twilio's OpenAPI declares is used. */
export function instancePathsOf({ path, instancePath, pathValues }: Declaration): readonly string[] {
  if (instancePath) return [instancePath];
  if (!path || pathValues) return [];
  const keys = ['Sid', 'CallSid', 'ConnectAppSid', 'CountryCode', 'ConferenceSid'];
  return keys.map((key) => `${path}/{${key}}`);
}

/** All paths that a declaration can have. */
export function pathsOf(declaration: Declaration): readonly string[] {
  const collections = variantsOf(declaration).flatMap(({ path }) => path ?? []);
  return [...collections, ...instancePathsOf(declaration)];
}

/** The names of a path's parameters, in order. */
export function parametersOf(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

/** A path with its parameter names replaced by `*`, so that equivalent paths compare equal. */
export function shapeOf(path: string): string {
  return path.replace(/\{\w+\}/g, '*');
}

/** Converts a parameter name to a property name: `VoiceUrl` -> `voice_url`, `Timers.Inactive` -> `timers_inactive`. */
export function toProperty(parameter: string): string {
  return parameter
    .replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`)
    .replaceAll('.', '_')
    .toLowerCase();
}

/** Converts a property name to a path segment or XML element name: `date_sent` -> `DateSent`. */
export function toPascalCase(name: string): string {
  return name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
