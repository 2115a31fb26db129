-- 42501
select 1 operator(twilio_scan.+) 1;
select 1 operator(public.+) 1;
select 'a' collate twilio_scan.x;
select 'x'::public.t;
select 'x'::twilio_scan.t[];
select cast(null as public.messages);
select 1 order by 1 using operator(public.<);
select public.upper('x');
select ('/etc/passwd'::text).pg_read_file;
select ('/'::text).pg_ls_dir;

-- harmless
select 1 operator(pg_catalog.+) 1;
select 'a' collate pg_catalog."C";
select (row(1)).f1;
select 'pg_authid'::regclass::oid;
select 'postgres'::regrole;
select 'twilio_connector'::regrole::oid;
select 10::oid::regrole;
select 'pg_read_file(text)'::regprocedure::oid;
select '10'::information_schema.cardinal_number;
select 'x'::information_schema.sql_identifier;
select 'x'::pg_catalog.text;
select ''::cstring;
select null::pg_node_tree;
select 'x'::anyelement;
select null::pg_ddl_command;

-- 42703
select messages.upper from messages;

-- 42809
select ('1'::text).query_to_xml;

-- 42725
select 'pg_read_file'::regproc;

-- 23514
select (-1)::information_schema.cardinal_number;

-- 0A000
select '{"a":1}'::pg_dependencies;

-- 22P02
select '(1,2)'::pg_lsn;

-- 42883
select m + 1 from messages m;
select upper(messages) from messages;

-- 42846
select m::int from messages m;
