import type { Declaration, Params } from './resource.js';

/** A declaration at one of the words that a parameter of its path stands for. */
export interface Variant {
  readonly path: string | undefined;
  readonly fixed: Params;
}

/** The collection's path, once for each word that a parameter of it stands for. */
export function variantsOf({ path, words }: Declaration): readonly Variant[] {
  if (!words) return [{ path, fixed: {} }];
  return words.values.map((word) => ({
    path: path?.replace(`{${words.parameter}}`, word).replace(/\/$/, ''),
    fixed: { [words.parameter]: word },
  }));
}

/** Where an entity may be, by the collection's path; the first that Twilio has is the one. */
export function instancePathsOf({ path, instancePath, words }: Declaration): readonly string[] {
  if (instancePath) return [instancePath];
  if (!path || words) return [];
  const keys = ['Sid', 'CallSid', 'ConnectAppSid', 'CountryCode', 'ConferenceSid'];
  return keys.map((key) => `${path}/{${key}}`);
}

/** All paths that a declaration may have. */
export function pathsOf(declaration: Declaration): readonly string[] {
  const collections = variantsOf(declaration).flatMap(({ path }) => path ?? []);
  return [...collections, ...instancePathsOf(declaration)];
}

/** The parameters of a path, in order. */
export function parametersOf(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

/** A path whatever its parameters are called: what two paths to one place have in common. */
export function shapeOf(path: string): string {
  return path.replace(/\{\w+\}/g, '*');
}

/** The property of a parameter's name: `VoiceUrl` -> `voice_url`, `Timers.Inactive` -> `timers_inactive`. */
export function toProperty(parameter: string): string {
  return parameter
    .replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`)
    .replaceAll('.', '_')
    .toLowerCase();
}
