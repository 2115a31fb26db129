import type { Column, Table } from '../src/index.js';
import type { Random } from './random.js';
import { NOW, number } from './world.js';

/** A table of a query under its alias. */
export interface Aliased {
  readonly alias: string;
  readonly table: Table;
}

/** Draws the parts of a query, and collects its parameters. */
export interface Draw {
  readonly random: Random;
  readonly tables: readonly Table[];
  readonly parameters: string[];
  /** How many aliases have been given. */
  aliases: number;
}

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A constant, or a parameter in its place. */
function constant({ random, parameters }: Draw, value: string, type: string): string {
  if (!random.chance(0.3)) return `${quote(value)}::${type}`;
  parameters.push(value);
  return `$${parameters.length}::${type}`;
}

export const columnsOf = ({ alias, table }: Aliased, type: Column['type']): readonly string[] =>
  table.columns.filter((column) => column.type === type).map(({ name }) => `${alias}.${name}`);

const WORDS = ['hello', 'STOP', 'sent', 'failed', 'delivered', 'José', '', 'agent'];

function textValue({ random }: Draw, column: string): string {
  if (column.endsWith('_number')) return number(random.below(24));
  if (column.endsWith('call_sid')) return `CA${String(random.below(200)).padStart(32, '0')}`;
  return random.pick(WORDS);
}

function textCondition(draw: Draw, column: string): string {
  const { random } = draw;
  const value = (): string => constant(draw, textValue(draw, column), 'text');
  return random.pick([
    () => `${column} = ${value()}`,
    () => `${value()} = ${column}`,
    () => `${column} in (${value()}, ${value()}, ${value()})`,
    () => `${column} = any(array[${value()}, null, ${value()}])`,
    () => `(${column} = ${value()} or ${column} = ${value()})`,
    () => `${column} <> ${value()}`,
    () => `${column} like '%1_'`,
    () => `lower(${column}) = lower(${value()})`,
    () => `coalesce(${column}, '') <> ${value()}`,
    () => `${column} is ${random.pick(['', 'not '])}null`,
    () => `${column} is distinct from ${value()}`,
  ])();
}

function timeValue(draw: Draw): string {
  const { random } = draw;
  const at = new Date(NOW - random.below(60 * 24) * 3_600_000);
  if (random.chance(0.3)) return `now() - interval '${random.below(50)} days ${random.below(24)} hours'`;
  if (random.chance(0.2)) return constant(draw, at.toISOString().slice(0, 10), 'date');
  return constant(draw, at.toISOString(), random.pick(['timestamptz', 'timestamptz', 'timestamp']));
}

const UNITS = ['hour', 'day', 'week', 'month', 'quarter', 'year'];
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia'];

function timeCondition(draw: Draw, column: string): string {
  const { random } = draw;
  const operator = random.pick(['=', '<', '<=', '>', '>=']);
  const day = constant(draw, new Date(NOW - random.below(60) * 86_400_000).toISOString().slice(0, 10), 'date');
  const zone = random.pick(ZONES);
  return random.pick([
    () => `${column} ${operator} ${timeValue(draw)}`,
    () => `${timeValue(draw)} ${operator} ${column}`,
    () => `${column} between ${timeValue(draw)} and ${timeValue(draw)}`,
    () => `${column}::date ${operator} ${day}`,
    () => `date_trunc('${random.pick(UNITS)}', ${column}) ${operator} ${timeValue(draw)}`,
    () => `date_trunc('${random.pick(UNITS)}', ${column} at time zone '${zone}') ${operator} ${day}`,
    () => `(${column} at time zone '${zone}')::date ${operator} ${day}`,
    () => `${column} at time zone '${zone}' ${operator} ${day}`,
    () =>
      `${column} ${random.pick(['+', '-'])} interval '${random.pick(['1 month', '36 hours', '2 days', '1 year'])}' ${operator} ${timeValue(draw)}`,
    () => `extract(hour from ${column}) ${operator} ${random.below(24)}`,
    () => `${column} is ${random.pick(['', 'not '])}null`,
  ])();
}

function numberCondition({ random }: Draw, column: string): string {
  const operator = random.pick(['=', '<', '<=', '>', '>=', '<>']);
  return random.pick([
    () => `${column} ${operator} ${random.below(10)}`,
    () => `${column} ${operator} ${random.below(100)}::bigint / 7`,
    () => `${column} ${operator} ${random.below(10)}.5`,
    () => `${column} + 1 ${operator} ${random.below(10)}`,
    () => `${column} in (${random.below(5)}, ${random.below(9)})`,
  ])();
}

const flagCondition = ({ random }: Draw, column: string): string =>
  random.pick([
    column,
    `not ${column}`,
    `${column} is true`,
    `${column} is not true`,
    `${column} = false`,
    `${column} is null`,
  ]);

/** A condition on one table. */
export function simpleCondition(draw: Draw, from: Aliased): string {
  const { random } = draw;
  const column = random.pick(from.table.columns);
  const name = `${from.alias}.${column.name}`;
  switch (column.type) {
    case 'timestamptz':
      return timeCondition(draw, name);
    case 'integer':
      return numberCondition(draw, name);
    case 'boolean':
      return flagCondition(draw, name);
    case 'date':
      return `${name} ${random.pick(['=', '<', '<=', '>', '>='])} ${timeValue(draw)}`;
    case 'numeric':
      return `${name} ${random.pick(['<', '>'])} -0.05`;
    case 'jsonb':
      return `${name} ->> 'tag' = ${constant(draw, random.pick(WORDS), 'text')}`;
    default:
      return textCondition(draw, name);
  }
}
