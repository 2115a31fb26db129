import type { Question } from './question.js';

/** Queries about local time, which may be ambiguous. */
export const LOCAL_TIME_QUESTIONS: Readonly<Record<string, Question>> = {
  'the day on which clocks are set back at midnight': {
    sql: `select count(*) from messages where date_sent::date = '2026-10-25'`,
    timeZone: 'Atlantic/Azores',
    requests: 2,
  },
  'the local time of a day on which clocks are set back at midnight': {
    sql: `select count(*) from messages where date_sent at time zone 'Atlantic/Azores' between '2026-10-25' and '2026-10-26'`,
    requests: 2,
  },
  'the day of a time zone': {
    sql: `select count(*) from messages where date_sent::date = '2026-11-20'`,
    timeZone: 'America/New_York',
    requests: 2,
  },
};
