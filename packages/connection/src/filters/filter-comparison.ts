import type { ConnectionResource } from '../connection/describe-connection.js';
import { type QueryField, type QueryKind, queryField } from './query-fields.js';

/** True for the connections that are meant. */
export type ConnectionPredicate = (connection: ConnectionResource) => boolean;

/** One comparison of a filter. */
interface Comparison {
  readonly field: string;
  readonly operator: string;
  readonly value: string;
}

/** What a comparison is true for; or what is wrong with it. */
export function createComparison({ field: name, operator, value }: Comparison): ConnectionPredicate | string {
  const field = queryField(name);
  if (typeof field === 'string') return field;
  if (operator === '!=') {
    const isEqual = createComparison({ field: name, operator: '=', value });
    return typeof isEqual === 'string' ? isEqual : (connection) => !isEqual(connection);
  }
  if (operator === ':' && value === '*') return (connection) => isThere(field.read(connection));
  if (field.kind === 'map') {
    if (operator !== ':') return 'compares all labels; name one, as in labels.env = "prod", or ask labels:env';
    return (connection) => Object.hasOwn(Object(field.read(connection)), value);
  }
  if (field.kind === 'text') return textComparison(field, operator, value);
  const due = readValue(field.kind, value);
  if (due === undefined) return `has a value that is no ${KINDS[field.kind]}`;
  if (field.kind === 'flag' && operator !== '=' && operator !== ':')
    return `has ${operator} between flags; write = or !=`;
  const { kind } = field;
  return (connection) => {
    const given = readValue(kind, field.read(connection) ?? (kind === 'flag' ? false : undefined));
    return given !== undefined && isOrdered(given - due, operator);
  };
}

const KINDS = {
  flag: 'flag; write true or false',
  number: 'number; write digits',
  time: 'time; write one such as "2026-01-31T12:00:00Z"',
};

/** Equality knows * at the ends, `:` looks for a part whatever its case. A value without / means the last part of a name. */
function textComparison({ read, isName }: QueryField, operator: string, value: string): ConnectionPredicate {
  const matches = textRule(operator, value);
  return (connection) => {
    const given = read(connection);
    const text = typeof given === 'string' ? given : '';
    return matches(isName && !value.includes('/') ? text.slice(text.lastIndexOf('/') + 1) : text);
  };
}

function textRule(operator: string, value: string): (text: string) => boolean {
  if (operator === ':') {
    const part = value.replace(/^\*|\*$/g, '').toLowerCase();
    return (text) => text.toLowerCase().includes(part);
  }
  if (operator !== '=') return (text) => isOrdered(text < value ? -1 : Number(text > value), operator);
  const [isStartOpen, isEndOpen] = [value.startsWith('*'), value.length > 1 && value.endsWith('*')];
  const part = value.slice(Number(isStartOpen), isEndOpen ? -1 : undefined);
  if (isStartOpen && isEndOpen) return (text) => text.includes(part);
  if (isStartOpen) return (text) => text.endsWith(part);
  return isEndOpen ? (text) => text.startsWith(part) : (text) => text === part;
}

/** @param difference below zero when what is compared is less than the value */
function isOrdered(difference: number, operator: string): boolean {
  if (operator === '<') return difference < 0;
  if (operator === '<=') return difference <= 0;
  if (operator === '>') return difference > 0;
  return operator === '>=' ? difference >= 0 : difference === 0;
}

/** A value as a number that orders it; undefined when it is none of the kind. */
export function readValue(kind: Exclude<QueryKind, 'text'>, value: unknown): number | undefined {
  if (kind === 'flag')
    return value === true || value === 'true' ? 1 : value === false || value === 'false' ? 0 : undefined;
  const number = kind === 'time' ? timeOf(value) : numberOf(value);
  return Number.isNaN(number) ? undefined : number;
}

function timeOf(value: unknown): number {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : Number.NaN;
}

function numberOf(value: unknown): number {
  return value === undefined || value === '' ? Number.NaN : Number(value);
}

function isThere(value: unknown): boolean {
  if (value === undefined || value === '' || value === false) return false;
  return typeof value !== 'object' || Object.keys(Object(value)).length > 0;
}
