import type { Table } from '../src/index.js';
import { type Aliased, columnsOf, type Draw, simpleCondition } from './random-conditions.js';

/** The kinds of joins, inner ones twice as often. */
export const KINDS = ['join', 'join', 'left join', 'right join', 'full join'];

const pickTable = ({ random, tables }: Draw): Table => {
  const [large, others] = [tables.slice(0, 4), tables.filter(({ requires }) => !requires)];
  return random.chance(0.6) ? random.pick(large) : random.pick(others);
};

export function give(draw: Draw): Aliased {
  draw.aliases += 1;
  return { alias: `t${draw.aliases}`, table: pickTable(draw) };
}

/** Text columns that have values in common. */
export function link(draw: Draw, one: Aliased, other: Aliased): string {
  const { random } = draw;
  const pairs = columnsOf(one, 'text').flatMap((left) =>
    columnsOf(other, 'text').map((right) => [left, right] as const),
  );
  const kind = (column: string): string =>
    column.includes('number') ? 'number' : column.includes('sid') ? 'sid' : 'other';
  const [left, right] = random.pick(pairs.filter(([a, b]) => kind(a) === kind(b)));
  return `${left} = ${right}`;
}

/** FROM with one to three tables. */
export function from(draw: Draw): { readonly text: string; readonly all: readonly Aliased[] } {
  const { random } = draw;
  const first = give(draw);
  const all = [first];
  let text = `${first.table.name} ${first.alias}`;
  for (let more = random.pick([0, 0, 1, 1, 1, 2]); more > 0; more -= 1) {
    const next = give(draw);
    const on = link(draw, random.pick(all), next);
    const extra = random.chance(0.3) ? ` and ${simpleCondition(draw, random.chance(0.5) ? next : first)}` : '';
    if (random.chance(0.15)) {
      const order = columnsOf(next, 'text')[0] ?? '';
      const limit = random.chance(0.5) ? ` order by ${order} limit 3` : '';
      text += ` ${random.pick(['cross join', 'left join'])} lateral (select * from ${next.table.name} ${next.alias} where ${on}${extra}${limit}) ${next.alias}`;
      if (text.includes(`left join lateral (select * from ${next.table.name} ${next.alias} `)) text += ' on true';
    } else text += ` ${random.pick(KINDS)} ${next.table.name} ${next.alias} on ${on}${extra}`;
    all.push(next);
  }
  return { text, all };
}

function condition(draw: Draw, all: readonly Aliased[]): string {
  const { random } = draw;
  const one = random.pick(all);
  const simple = (): string => simpleCondition(draw, random.pick(all));
  return random.pick([
    simple,
    simple,
    simple,
    simple,
    () => `(${simple()} or ${simple()})`,
    () => `not (${simple()})`,
    () => `(${simple()} and ${simple()})`,
    () => subquery(draw, one),
  ])();
}

function subquery(draw: Draw, outer: Aliased): string {
  const { random } = draw;
  const inner = give(draw);
  const on = link(draw, outer, inner);
  const [left = '', right = ''] = on.split(' = ');
  const where = simpleCondition(draw, inner);
  const source = `from ${inner.table.name} ${inner.alias}`;
  return random.pick([
    `exists (select 1 ${source} where ${on} and ${where})`,
    `not exists (select 1 ${source} where ${on} and ${where})`,
    `${left} in (select ${right} ${source} where ${where})`,
    `${left} not in (select ${right} ${source} where ${where} and ${right} is not null)`,
    `${left} not in (select ${right} ${source} where ${where})`,
    `${left} = (select max(${right}) ${source} where ${where})`,
    `${left} >= (select min(${right}) ${source} where ${on})`,
    `(select count(*) ${source} where ${on} and ${where}) > ${random.below(3)}`,
  ]);
}

export function where(draw: Draw, all: readonly Aliased[]): string {
  const conditions = Array.from({ length: draw.random.pick([0, 1, 1, 2, 3]) }, () => condition(draw, all));
  return conditions.length > 0 ? ` where ${conditions.join(' and ')}` : '';
}

export function results({ random }: Draw, all: readonly Aliased[], count: number): readonly string[] {
  return Array.from({ length: count }, () => {
    const { alias, table } = random.pick(all);
    return `${alias}.${random.pick(table.columns).name}`;
  });
}
