import { toProperty } from '../model/paths.js';
import type { Form } from '../model/resource.js';

/** The properties that the named form parameters set: `VoiceUrl` -> `voice_url`. Absent parameters are omitted. */
export function textSettings(form: Form, names: readonly string[]): Record<string, string> {
  const given = names.filter((name) => form.has(name));
  return Object.fromEntries(given.map((name) => [toProperty(name), form.get(name) ?? '']));
}

/** Like `textSettings`, for parameters that are `true` or `false`. */
export function booleanSettings(form: Form, names: readonly string[]): Record<string, boolean> {
  return Object.fromEntries(Object.entries(textSettings(form, names)).map(([name, value]) => [name, value === 'true']));
}
