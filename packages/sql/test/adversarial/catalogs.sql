-- 42501
select * from pg_authid;
select * from pg_shadow;
select rolpassword from pg_catalog.pg_authid;
select * from pg_hba_file_rules;
select * from pg_file_settings;
select * from pg_ident_file_mappings;
select * from pg_config;
select * from pg_statistic;
select * from pg_subscription;
select * from pg_user_mapping;
select * from pg_backend_memory_contexts;
select * from pg_shmem_allocations;
select null::twilio_scan.messages_1;
select twilio_scan.f();

-- harmless
select passwd from pg_user;
select query from pg_stat_activity;
select * from pg_locks;
select * from pg_prepared_statements;
select * from pg_cursors;
select * from information_schema.user_mapping_options;
select * from pg_roles;
select sourcefile from pg_settings;
select xmin, ctid, tableoid from pg_class limit 1;
select to_regclass('twilio_scan.messages_1');
select oid::regclass from generate_series(16384, 16500) oid;
select o.regclass from generate_series(16384, 16500) o;

-- 0A000
select * from pg_class for update;
select * from pg_class tablesample system (1);

-- 42P01
select * from twilio_scan.messages_1;
select * from messages, twilio_scan.messages_1;
select (select count(*) from twilio_scan.calls_1);
table twilio_scan.messages_1;
select 'twilio_scan.messages_1'::regclass;
select * from public.messages_1;
select * from messages_1;
with x as (select * from twilio_scan.messages_1) select * from x;
select 1 where exists (select from TWILIO_SCAN.messages_1);
select * from "twilio_scan"."messages_1";
select * from U&"twilio\005fscan".messages_1;
select * from twilio.twilio_scan.messages_1;
select twilio_scan.messages_1.sid from messages;
select pg_relation_size('twilio_scan.messages_1');
select col_description('twilio_scan.messages_1'::regclass, 1);

-- 3F000
select has_table_privilege('twilio_scan.messages_1', 'select');

-- 0A000 42P01
update pg_settings set setting = '1GB' where name = 'work_mem';
