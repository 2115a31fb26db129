-- 42501
set role postgres;
set role twilio_connector;
set role none;
set local role twilio_connector;
reset role;
set session authorization twilio_connector;
set session authorization default;
reset session authorization;
select set_config('role', 'twilio_connector', false);
select pg_catalog.set_config('session_authorization', 'twilio_connector', true);
select set_config(n, v, false) from (values ('role', 'twilio_connector')) s (n, v);
select current_setting('data_directory');
select current_setting('config_file', true);

-- 42704
set work_mem = '2GB';
set temp_file_limit = -1;
set session_preload_libraries to 'x';
set dynamic_library_path to '/tmp';
set allow_system_table_mods = on;
set log_statement = 'all';
set session_replication_role = replica;
show data_directory;
show hba_file;

-- harmless
set local search_path to twilio_scan;
set search_path to twilio_scan, pg_catalog;
set transaction_read_only = off;
set statement_timeout = 0;
show all;
select current_setting('ssl_key_file');

-- 22023
set timezone to 'UTC''; set role twilio_connector; --';
set timezone to E'\'; set role twilio_connector; --';
set datestyle to 'ISO''; reset role; --';

-- 0A000
alter system set work_mem = 1;
alter role ada superuser;
alter database twilio set work_mem = 1;
alter user ada password 'x';
create role b superuser;
drop role ada;
grant twilio_connector to ada;
grant all on messages to public;
revoke all on messages from public;
reassign owned by ada to twilio_connector;
drop owned by ada;
security label on table messages is 'x';

-- 42809
select ('role'::text).set_config;
