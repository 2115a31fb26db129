import type { Parameters } from './request.js';

/** Encodes parameters as `application/x-www-form-urlencoded`, for a body or a query. */
export function encodeParameters(parameters: Parameters | undefined): string {
  if (parameters === undefined) return '';
  const encoded = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue;
    const values = typeof value === 'object' ? value : [value];
    for (const one of values) encoded.append(name, String(one));
  }
  return encoded.toString();
}

/** Decodes a query into parameters. A name that occurs more than once becomes a list. */
export function decodeParameters(query: URLSearchParams): Parameters {
  const parameters = new Map<string, string | string[]>();
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    parameters.set(name, values.length === 1 && values[0] !== undefined ? values[0] : values);
  }
  return Object.fromEntries(parameters);
}
