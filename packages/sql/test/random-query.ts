import type { Table } from '../src/index.js';
import { columnsOf, type Draw } from './random-conditions.js';
import { from, give, KINDS, link, results, where } from './random-from.js';
import type { Random } from './random.js';

/** A query, and how its answer is compared. */
export interface RandomQuery {
  readonly sql: string;
  readonly parameters: readonly string[];
  readonly timeZone: string;
  /** The query without its LIMIT, if any of its rows may be in the answer. */
  readonly from: string | undefined;
}

export function randomQuery(random: Random, tables: readonly Table[]): RandomQuery {
  const draw: Draw = { random, tables, parameters: [], aliases: 0 };
  const timeZone = random.pick(['UTC', 'UTC', 'Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kolkata']);
  const body = random.pick([
    select,
    select,
    select,
    aggregate,
    aggregate,
    window,
    setOperation,
    common,
    nested,
    nested,
    dependent,
    natural,
    wholeRow,
  ])(draw);
  const { sql, parameters } = onlyUsed(body.sql, draw.parameters);
  const { columns } = body;
  const kind = random.below(4);
  const count = random.below(12);
  const offset = random.chance(0.3) ? ` offset ${random.below(8)}` : '';
  const query = { parameters, timeZone, from: undefined };
  if (columns === undefined || kind === 0) return { ...query, sql };
  // Ordered by all columns, two rows in the same place are equal.
  if (kind === 1) return { ...query, sql: `${sql} order by ${columns.join(', ')} limit ${count}${offset}` };
  if (kind === 2 && random.chance(0.5)) return { ...query, sql: `${sql} limit ${count}${offset}`, from: sql };
  return { ...query, sql };
}

/** Parts that were drawn and not used have parameters, too. */
function onlyUsed(
  sql: string,
  all: readonly string[],
): { readonly sql: string; readonly parameters: readonly string[] } {
  const parameters: string[] = [];
  const text = sql.replaceAll(
    /\$(\d+)/g,
    (_name, number: string) => `$${parameters.push(all[Number(number) - 1] ?? '')}`,
  );
  return { sql: text, parameters };
}

/** A query. Without `columns`, it must stay as it is. */
interface Body {
  readonly sql: string;
  readonly columns?: readonly number[];
}

const numbersTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

function select(draw: Draw): Body {
  const { text, all } = from(draw);
  const columns = results(draw, all, 1 + draw.random.below(4));
  const distinct = draw.random.chance(0.15) ? 'distinct ' : '';
  return {
    sql: `select ${distinct}${columns.join(', ')} from ${text}${where(draw, all)}`,
    columns: numbersTo(columns.length),
  };
}

function aggregate(draw: Draw): Body {
  const { random } = draw;
  const { text, all } = from(draw);
  const [one = '', other = '', counted = ''] = results(draw, all, 3);
  const group = random.pick([
    `${one}`,
    `grouping sets ((${one}), (${other}), ())`,
    `rollup (${one}, ${other})`,
    `cube (${one}, ${other})`,
  ]);
  const grouped = group === one ? one : `${one}, ${other}, grouping(${one})`;
  const having = random.chance(0.2) ? ' having count(*) > 1' : '';
  const columns = group === one ? 3 : 5;
  const sql = `select ${grouped}, count(*), count(distinct ${counted}) filter (where ${counted} is not null) from ${text}${where(draw, all)} group by ${group}${having}`;
  return { sql, columns: numbersTo(columns) };
}

function window(draw: Draw): Body {
  const { text, all } = from(draw);
  const [one = '', other = ''] = results(draw, all, 2);
  const sql = `select ${one}, ${other}, count(*) over (partition by ${one}), rank() over (order by ${other}) from ${text}${where(draw, all)}`;
  return { sql, columns: [1, 2, 3, 4] };
}

function setOperation(draw: Draw): Body {
  const { random } = draw;
  const arm = (): string => {
    const { text, all } = from(draw);
    const one = random.pick(all);
    return `select ${random.pick(columnsOf(one, 'text'))}, ${random.pick(columnsOf(one, 'text'))} from ${text}${where(draw, all)}`;
  };
  const operator = random.pick(['union', 'union all', 'union all', 'except', 'intersect', 'except all']);
  return { sql: `${arm()} ${operator} ${arm()}`, columns: [1, 2] };
}

/** A table that WITH defines, alone or joined with itself or another. */
function common(draw: Draw): Body {
  const { random } = draw;
  const [one, other] = [give(draw), give(draw)];
  const sql = `with c as ${random.pick(['', 'materialized ', 'not materialized '])}(select * from ${one.table.name} ${one.alias}${where(draw, [one])})`;
  const c = { alias: 'c', table: one.table };
  const [column = ''] = columnsOf(c, 'text');
  return random.pick<() => Body>([
    () => ({ sql: `${sql} select ${column} from c${where(draw, [c])}`, columns: [1] }),
    () => ({ sql: `${sql} select count(*) from c join c d on d.sid = c.sid${where(draw, [c])}`, columns: [1] }),
    () => ({
      sql: `${sql} select ${column}, ${other.alias}.sid from c left join ${other.table.name} ${other.alias} on ${link(draw, c, other)}${where(draw, [c, other])}`,
      columns: [1, 2],
    }),
  ])();
}

/** A union or a limited list as a table, joined or with a subquery for each row. */
function nested(draw: Draw): Body {
  const { random } = draw;
  const [one, two, joined] = [give(draw), give(draw), give(draw)];
  const column = random.pick(columnsOf(one, 'text'));
  const [first, second] = [`from ${one.table.name} ${one.alias}`, `from ${two.table.name} ${two.alias}`];
  const condition = where(draw, [one]);
  const inner = random.pick([
    `select ${column} as x ${first}${condition} order by 1 limit ${random.below(20)}`,
    `select ${column} as x ${first}${condition} union all select ${random.pick(columnsOf(two, 'text'))} ${second}${where(draw, [two])}`,
    `select distinct ${column} as x ${first}`,
    `select ${column} as x ${first} group by 1 having count(*) > 1`,
  ]);
  const right = random.pick(columnsOf(joined, 'text'));
  const third = `${joined.table.name} ${joined.alias}`;
  return {
    sql: random.pick([
      `select u.x, ${joined.alias}.sid from (${inner}) u ${random.pick(KINDS)} ${third} on ${right} = u.x`,
      `select u.x, l.sid from (${inner}) u, lateral (select sid from ${third} where ${right} = u.x order by sid limit 2) l`,
      `select u.x, (select count(*) from ${third} where ${right} = u.x) from (${inner}) u`,
    ]),
    columns: [1, 2],
  };
}

/** A table that can only be read by the values of another. */
function dependent(draw: Draw): Body {
  const { random } = draw;
  const table = draw.tables.find(({ name }) => name === 'calls');
  if (!table) throw new Error('The world has calls.');
  const condition = where(draw, [{ alias: 'c', table }]);
  return {
    sql: random.pick([
      `select c.sid, (select count(*) from participants p where p.call_sid = c.sid) from calls c${condition}`,
      `select c.sid, p.role from calls c left join participants p on p.call_sid = c.sid${condition}`,
      `select c.sid, p.sid from participants p join calls c on p.call_sid = c.sid${condition}`,
    ]),
    columns: [1, 2],
  };
}

/** In the order of a list, which is unique here. */
function natural(draw: Draw): Body {
  const { random } = draw;
  const table = draw.tables.find(({ name }) => name === 'messages');
  const numbers = draw.tables.find(({ name }) => name === 'numbers');
  if (!table || !numbers) throw new Error('The world has messages and numbers.');
  const [m, n] = [
    { alias: 'm', table },
    { alias: 'n', table: numbers },
  ];
  const join = random.pick([
    '',
    ' left join numbers n on n.phone_number = m.to_number',
    ' join numbers n on n.phone_number = m.to_number',
    ' left join recordings r on r.call_sid = m.sid',
  ]);
  const all = join.includes('numbers') && random.chance(0.5) ? [m, n] : [m];
  return {
    sql: `select m.sid, m.date_sent from messages m${join}${where(draw, all)} order by m.date_sent desc limit ${random.below(30)} offset ${random.below(4)}`,
  };
}

function wholeRow(draw: Draw): Body {
  const one = give(draw);
  return {
    sql: draw.random.pick([
      `select * from ${one.table.name} ${one.alias}${where(draw, [one])}`,
      `table ${one.table.name}`,
      `select to_jsonb(${one.alias}) from ${one.table.name} ${one.alias}`,
    ]),
  };
}
