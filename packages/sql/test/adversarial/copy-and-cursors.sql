-- 0A000
copy messages to '/tmp/x';
copy (select 1) to program 'id';
copy messages from program 'id';
copy messages from '/etc/passwd';
copy messages from stdin;
copy (delete from messages where true returning *) to stdout;
explain analyze delete from messages where sid = 'SM1';
explain (analyze) create table x as select 1;
explain execute p;

-- 42501
copy pg_authid to stdout;
copy (select pg_read_file('/etc/passwd')) to stdout;
copy (select pg_sleep(1)) to stdout;
explain analyze select pg_sleep(1);
explain analyze select pg_sleep(1) from pg_class;
explain analyze select lo_get(1), relname from pg_class;
declare c cursor with hold for select pg_sleep(1);

-- 42P01
copy (select * from twilio_scan.messages_1) to stdout;
copy twilio_scan.messages_1 to stdout;
explain select * from twilio_scan.messages_1;
declare c cursor with hold for select * from twilio_scan.messages_1;

-- 42703
copy messages ("sid) to program 'id' --") to stdout;

-- 42601
declare c cursor with hold for delete from messages;

-- 55000
fetch backward 1 from c;

-- harmless
explain select (16384::oid).regclass;
explain select o.regclass from generate_series(16384, 16500) o;
explain select * from pg_class;
explain analyze select 16384::regclass;
