import type { Form } from './resource.js';

/** Form parameters that become the property of their own name: `VoiceUrl` -> `voice_url`. Absent ones are left out. */
export function settings(form: Form, names: readonly string[]): Record<string, unknown> {
  const given = names.filter((name) => form.has(name));
  return Object.fromEntries(given.map((name) => [toProperty(name), toValue(form.get(name) ?? '')]));
}

function toProperty(parameter: string): string {
  return parameter.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}

function toValue(text: string): unknown {
  return text === 'true' ? true : text === 'false' ? false : text;
}
