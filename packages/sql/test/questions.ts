import type { Question } from './question.js';
import { number } from './world.js';

const n = (index: number): string => `'${number(index)}'`;
const SM0 = `'SM${'0'.repeat(32)}'`;
const CA9 = `'CA${'9'.padStart(32, '0')}'`;

/** The queries of an earlier proof, with the requests that it took for those that it did best. */
export const QUESTIONS: Readonly<Record<string, Question>> = {
  'by key': { sql: `select * from messages where sid = ${SM0}`, requests: 1 },
  'a parameter': { sql: 'select sid from messages where to_number = $1', parameters: [number(7)], requests: 2 },
  'LIMIT without an order': { sql: 'select * from messages limit 10', requests: 1, from: 'select * from messages' },
  'LIMIT in natural order': { sql: 'select * from messages order by date_sent desc limit 10', requests: 1 },
  'LIMIT in natural order with a filter': {
    sql: `select * from messages where status = 'sent' order by date_sent desc limit 10`,
    requests: 1,
  },
  'LIMIT and OFFSET in natural order': {
    sql: 'select sid from messages order by date_sent desc limit 10 offset 150',
    requests: 2,
  },
  'LIMIT in another order': { sql: 'select sid, body from messages order by body, sid limit 5', requests: 50 },
  'now() and an interval': {
    sql: `select count(*) from messages where date_sent >= now() - interval '7 days'`,
    requests: 6,
  },
  'BETWEEN parameters': {
    sql: 'select status, count(*) from messages where date_sent between $1 and $2 group by 1',
    parameters: ['2026-11-14T22:00:00Z', '2026-11-19T22:00:00Z'],
    requests: 5,
  },
  'a list': { sql: `select sid from messages where to_number in (${n(1)}, ${n(2)})`, requests: 4 },
  'ANY of a parameter': {
    sql: 'select count(*) from messages where to_number = any($1)',
    parameters: [`{${number(1)},${number(2)}}`],
    requests: 4,
  },
  'OR over one column': {
    sql: `select count(*) from messages where to_number = ${n(1)} or to_number = ${n(2)}`,
    requests: 4,
  },
  'OR over two columns': {
    sql: `select count(*) from messages where to_number = ${n(1)} or from_number = ${n(2)}`,
    requests: 4,
  },
  'LIKE and a range': {
    sql: `select sid from messages where body like '%STOP%' and date_sent > now() - interval '2 days'`,
    requests: 2,
  },
  'LIKE and LIMIT': {
    sql: `select sid from messages where body like '%STOP%' limit 5`,
    requests: 5,
    from: `select sid from messages where body like '%STOP%'`,
  },
  'date_trunc of a constant': {
    sql: `select count(*) from messages where date_sent >= date_trunc('day', now()) - interval '1 day'`,
    requests: 2,
  },
  'a date': { sql: `select count(*) from messages where date_sent::date = '2026-11-23'`, requests: 1 },
  'AT TIME ZONE': {
    sql: `select count(*) from messages where date_sent at time zone 'Europe/Berlin' >= '2026-11-23'`,
    requests: 3,
  },
  'date_trunc of a column': {
    sql: `select count(*) from messages where date_trunc('day', date_sent) = '2026-11-24'`,
    requests: 1,
  },
  'a time and a date': { sql: `select count(*) from messages where date_sent >= date '2026-11-21'`, requests: 4 },
  'an inner join': {
    sql: `select r.sid, c.duration from calls c join recordings r on r.call_sid = c.sid where c.to_number = ${n(7)}`,
    requests: 7,
  },
  'an inner join with two ranges': {
    sql: `select r.sid from calls c join recordings r on r.call_sid = c.sid where c.start_time > now() - interval '1 day' and r.date_created > now() - interval '1 day'`,
    requests: 2,
  },
  'a join by a constant': {
    sql: `select count(*) from calls c join recordings r on r.call_sid = c.sid where c.sid = ${CA9}`,
    requests: 2,
  },
  'a left join': {
    sql: `select c.sid, r.sid from calls c left join recordings r on r.call_sid = c.sid where c.start_time > now() - interval '12 hours'`,
    requests: 8,
  },
  'a left join with a filter in ON': {
    sql: `select c.sid, r.sid from calls c left join recordings r on r.call_sid = c.sid and r.date_created > now() - interval '6 hours' where c.to_number = ${n(7)}`,
    requests: 3,
  },
  'rows without a match': {
    sql: `select c.sid from calls c left join recordings r on r.call_sid = c.sid where c.to_number = ${n(7)} and r.sid is null`,
    requests: 7,
  },
  'a full join': {
    sql: 'select count(*), count(c.sid), count(r.sid) from calls c full join recordings r on r.call_sid = c.sid',
    requests: 26,
  },
  'a common table': {
    sql: `with recent as (select * from messages where date_sent > now() - interval '1 day') select status, count(*) from recent group by 1`,
    requests: 1,
  },
  'a common table that is used twice': {
    sql: `with recent as (select * from messages where date_sent > now() - interval '1 day') select count(*) from recent a join recent b on a.from_number = b.to_number`,
    requests: 1,
  },
  EXISTS: {
    sql: `select c.sid from calls c where c.to_number = ${n(7)} and exists (select 1 from recordings r where r.call_sid = c.sid)`,
    requests: 7,
  },
  'NOT EXISTS': {
    sql: `select c.sid from calls c where c.to_number = ${n(7)} and not exists (select 1 from recordings r where r.call_sid = c.sid)`,
    requests: 7,
  },
  'IN a subquery': {
    sql: `select sid from calls where sid in (select call_sid from recordings where date_created > now() - interval '2 days')`,
    requests: 22,
  },
  'a scalar subquery': {
    sql: `select sid from messages where to_number = (select phone_number from numbers where friendly_name = 'Line 7')`,
    requests: 3,
  },
  'a scalar subquery with some of the parameters': {
    sql: `select c.sid, p.role from calls c left join participants p on p.call_sid = c.sid
      where c.sid = (select max(r.call_sid) from recordings r where r.day >= $2)
        and c.status <> $1`,
    parameters: ['sent?', '2026-11-23'],
    requests: 3,
  },
  'a correlated subquery': {
    sql: `select c.sid, (select count(*) from recordings r where r.call_sid = c.sid) from calls c where c.to_number = ${n(7)}`,
    requests: 7,
  },
  LATERAL: {
    sql: `select n.phone_number, m.sid from numbers n, lateral (select sid from messages m where m.to_number = n.phone_number order by date_sent desc limit 2) m where n.phone_number in (${n(1)}, ${n(2)})`,
    requests: 6,
  },
  'a window': {
    sql: `select sid, row_number() over (order by date_sent) from messages where to_number = ${n(7)}`,
    requests: 2,
  },
  'UNION ALL': {
    sql: `select sid from messages where to_number = ${n(7)} union all select sid from calls where to_number = ${n(7)}`,
    requests: 3,
  },
  UNION: {
    sql: `select from_number from messages where date_sent > now() - interval '1 day' union select from_number from calls where start_time > now() - interval '1 day'`,
    requests: 2,
  },
  'a self join': {
    sql: `select b.sid from messages a join messages b on b.from_number = a.to_number where a.sid = ${SM0}`,
    requests: 3,
  },
  DISTINCT: { sql: `select distinct status from messages where from_number = ${n(7)}`, requests: 2 },
  'DISTINCT ON': {
    sql: `select distinct on (to_number) to_number, sid from messages where date_sent > now() - interval '1 day' order by to_number, date_sent desc`,
    requests: 1,
  },
  'a count': { sql: 'select count(*) from messages', requests: 50 },
  HAVING: {
    sql: `select to_number, count(*) from messages where date_sent > '2026-11-21T22:28:00Z' group by 1 having count(*) > 5`,
    requests: 3,
  },
  'CASE, coalesce and JSON': {
    sql: `select case when status = 'sent' then 1 else 0 end, coalesce(body, '-'), details ->> 'tag', details -> 'list' from messages where sid = ${SM0}`,
    requests: 1,
  },
  'a wide join': {
    sql: 'select count(*) from recordings r join calls c on c.sid = r.call_sid join numbers n on n.phone_number = c.to_number',
    requests: 27,
  },
  'grouping sets': {
    sql: `select status, to_number, count(*) filter (where is_read) from messages where date_sent > now() - interval '2 days' group by grouping sets ((status), (to_number), ())`,
    requests: 2,
  },
  'a recursive common table': {
    sql: `with recursive chain as (select sid, to_number, 1 as depth from calls where sid = ${CA9} union all select c.sid, c.to_number, chain.depth + 1 from calls c join chain on c.from_number = chain.to_number where chain.depth < 2) select count(*) from chain`,
    requests: 21,
  },
  'other alphabets': {
    sql: 'select "é".sid as "ключ" from numbers "é" where "é".friendly_name <> $1',
    parameters: ['日本'],
    requests: 1,
  },
  'a contradiction': { sql: 'select * from messages where false', requests: 0 },
  'coalesce of a column': {
    sql: `select count(*) from messages where coalesce(to_number, '') = ${n(7)}`,
    requests: 50,
  },
  'lower of a column': { sql: `select count(*) from calls where lower(status) = 'sent'`, requests: 20 },
  'a cast parameter': {
    sql: 'select count(*) from messages where to_number = $1::varchar',
    parameters: [number(7)],
    requests: 2,
  },
  'a comparison of rows': {
    sql: `select count(*) from messages where (date_sent, sid) > ('2026-11-23T00:00:00Z', 'SM')`,
    requests: 50,
  },
  'NOT IN a subquery': {
    sql: 'select count(*) from calls where sid not in (select call_sid from recordings where call_sid is not null)',
    requests: 26,
  },
  'an interval and a column': {
    sql: `select count(*) from messages where date_sent + interval '1 day' > now() - interval '4 days'`,
    requests: 5,
  },
  'a time without a zone': {
    sql: `select count(*) from messages where date_sent between '2026-11-20' and '2026-11-22'`,
    requests: 2,
  },
  extract: {
    sql: `select extract(hour from date_sent), count(*) from messages where extract(hour from date_sent) < 3 group by 1`,
    requests: 50,
  },
  'a series of days': {
    sql: `select d::date, count(m.sid) from generate_series(date '2026-11-20', date '2026-11-23', '1 day') d left join messages m on m.date_sent >= d and m.date_sent < d + interval '1 day' group by 1`,
    requests: 50,
  },
  'a join with LIMIT': {
    sql: 'select n.phone_number, m.sid from numbers n join messages m on m.to_number = n.phone_number limit 10',
    requests: 3,
    from: 'select n.phone_number, m.sid from numbers n join messages m on m.to_number = n.phone_number',
  },
  'a join in natural order with LIMIT': {
    sql: 'select n.friendly_name, m.sid from messages m join numbers n on n.phone_number = m.to_number order by m.date_sent desc limit 10',
    requests: 3,
  },
  'EXISTS with LIMIT': {
    sql: 'select c.sid from calls c where exists (select 1 from recordings r where r.call_sid = c.sid) limit 5',
    requests: 6,
    from: 'select c.sid from calls c where exists (select 1 from recordings r where r.call_sid = c.sid)',
  },
};
