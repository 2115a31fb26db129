/** Questions that many begin with. Each takes few requests. */
export const EXAMPLES = [
  {
    title: 'Messages of the last day by status',
    sql: "select status, count(*) as messages, sum(price) as price\nfrom messages\nwhere date_sent > now() - interval '1 day'\ngroup by status\norder by messages desc",
  },
  {
    title: 'The last failed messages',
    sql: "select date_sent, \"to\", error_code, body\nfrom messages\nwhere status in ('failed', 'undelivered') and date_sent is not null\norder by date_sent desc\nlimit 20",
  },
  {
    title: 'Calls with recordings',
    sql: 'select c.sid, c."to", c.start_time, count(*) as recordings, sum(r.duration) as seconds\nfrom recordings r\njoin calls c on c.sid = r.call_sid\ngroup by c.sid, c."to", c.start_time\norder by seconds desc',
  },
] as const;
