import { toPascalCase } from '../model/paths.js';

/**
 * Renders a response as the 2010 API does for paths without `.json`: properties become XML elements in PascalCase, and the
 * page properties of a list become attributes (https://www.twilio.com/docs/usage/twilios-response).
 *
 * @param name the element of the entity or error; undefined for a list, whose element is named after its collection
 */
export function toXml(body: object, name: string | undefined): string {
  const content = name === undefined ? list(body) : element(name, body);
  return `<?xml version='1.0' encoding='UTF-8'?>\n<TwilioResponse>${content}</TwilioResponse>`;
}

function list(body: object): string {
  const entries = Object.entries(body);
  const attributes = entries
    .filter(([, value]) => !Array.isArray(value))
    .map(([name, value]) => ` ${name.replaceAll('_', '')}="${text(value).replaceAll('"', '&quot;')}"`);
  return entries
    .filter(([, value]) => Array.isArray(value))
    .map(([name, value]) => element(toPascalCase(name), value, attributes.join('')))
    .join('');
}

function element(tag: string, value: unknown, attributes = ''): string {
  const item = tag.replace(/s$/, '');
  const content = Array.isArray(value) ? value.map((each) => element(item, each)).join('') : text(value);
  return `<${tag}${attributes}>${content}</${tag}>`;
}

function text(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return escape(typeof value === 'string' ? value : JSON.stringify(value));
  return Object.entries(value)
    .map(([name, member]) => element(toPascalCase(name), member))
    .join('');
}

function escape(value: string): string {
  const printable = value.replace(/\p{Cc}/gu, (character) => ('\t\n\r'.includes(character) ? character : ''));
  return printable.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
