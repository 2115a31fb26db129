import { isRecord } from '../../json/values.js';
import type { Attribute, Block, Members } from './connection-resource.js';

/** A text in HCL. Beginnings of expressions and directives are escaped. */
export function quote(value: string): string {
  const escaped = value
    .replaceAll(/["\\]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`)
    .replaceAll('\t', String.raw`\t`)
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, toEscape)
    .replaceAll(/([$%])\{/g, '$1$1{');
  return `"${escaped}"`;
}

function toEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Writes a block with its attributes and nested blocks, as `terraform fmt` lays it out. */
export function writeBlock(head: string, fields: unknown, members: Members, indent = ''): string[] {
  const inner = `${indent}  `;
  const values = isRecord(fields) ? fields : {};
  const attributes: (readonly [string, string])[] = [];
  const nested: string[][] = [];
  for (const [name, declared] of Object.entries(members)) {
    const value = values[declared.field];
    if ('members' in declared) nested.push(...blocksOf(name, value, declared, inner));
    else if (value !== undefined) attributes.push([name, writeValue(value, declared.kind, inner)]);
    else if (declared.isRequired) attributes.push([name, 'false']);
  }
  const lines = align(attributes).flatMap((line) => `${inner}${line}`);
  const separated = nested.flatMap((block, index) => (index === 0 && lines.length === 0 ? block : ['', ...block]));
  return [`${indent}${head} {`, ...lines, ...separated, `${indent}}`];
}

function blocksOf(name: string, value: unknown, { kind, members }: Block, indent: string): string[][] {
  if (value === undefined) return [];
  const bodies: readonly unknown[] = kind === 'blocks' && Array.isArray(value) ? value : [value];
  return bodies.map((body) => writeBlock(name, body, members, indent));
}

function writeValue(value: unknown, kind: Attribute['kind'], indent: string): string {
  if (kind === 'labels') {
    const labels = Object.entries(value as Readonly<Record<string, string>>);
    const lines = align(labels.map(([key, label]) => [quote(key), quote(label)]));
    return ['{', ...lines.map((line) => `${indent}  ${line}`), `${indent}}`].join('\n');
  }
  if (Array.isArray(value)) return `[${value.map((item) => quote(String(item))).join(', ')}]`;
  return kind === 'text' ? quote(String(value)) : String(value);
}

/** Aligns the values of attributes. A value of several lines starts a group of its own. */
function align(attributes: readonly (readonly [string, string])[]): string[] {
  const groups: (readonly [string, string])[][] = [[]];
  for (const attribute of attributes) {
    if (attribute[1].includes('\n')) groups.push([attribute], []);
    else groups.at(-1)?.push(attribute);
  }
  return groups.flatMap((group) => {
    const width = Math.max(...group.map(([name]) => name.length));
    return group.map(([name, value]) => `${name.padEnd(width)} = ${value}`);
  });
}
