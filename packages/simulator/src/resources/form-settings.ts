import { toProperty } from '../model/paths.js';
import type { Form } from '../model/resource.js';

/** Form parameters that become the property of their own name: `VoiceUrl` -> `voice_url`. Absent ones are left out. */
export function settings(form: Form, names: readonly string[]): Record<string, string> {
  const given = names.filter((name) => form.has(name));
  return Object.fromEntries(given.map((name) => [toProperty(name), form.get(name) ?? '']));
}

/** The same for parameters that are `true` or `false`. */
export function switches(form: Form, names: readonly string[]): Record<string, boolean> {
  return Object.fromEntries(Object.entries(settings(form, names)).map(([name, value]) => [name, value === 'true']));
}
