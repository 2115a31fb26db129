-- The version of the server, and whether it has TimescaleDB.
select current_setting('server_version_num')::int / 100 as version;
select extversion from pg_extension where extname = 'timescaledb';

-- Schemas, and the tables of one or of those in the search path.
select schema_name as "name" from information_schema.schemata
  where schema_name not in ('information_schema', 'pg_catalog', 'pg_toast', '_timescaledb_cache', 'timescaledb_information')
  order by schema_name;

select quote_ident(table_name) as "table" from information_schema.tables where quote_ident(table_schema) = 'public' order by 1;

select case
    when quote_ident(table_schema) in (
      select case when trim(s[i]) = '"$user"' then user else trim(s[i]) end
        from generate_series(
            array_lower(string_to_array(current_setting('search_path'), ','), 1),
            array_upper(string_to_array(current_setting('search_path'), ','), 1)) as i,
          string_to_array(current_setting('search_path'), ',') s)
    then quote_ident(table_name)
    else quote_ident(table_schema) || '.' || quote_ident(table_name)
  end as "table"
  from information_schema.tables
  where quote_ident(table_schema) not in ('information_schema', 'pg_catalog', '_timescaledb_cache')
  order by 1;

-- The columns of a table, which the editor may write with its schema.
select quote_ident(column_name) as "column", data_type as "type" from information_schema.columns
  where case
    when array_length(parse_ident('public.messages'), 1) = 2
    then quote_ident(table_schema) = (parse_ident('public.messages'))[1] and quote_ident(table_name) = (parse_ident('public.messages'))[2]
    else quote_ident(table_name) = 'public.messages'
  end;

-- What older versions asked for: columns of times and of numbers, and the values of a variable.
select quote_ident(column_name) from information_schema.columns
  where quote_ident(table_name) = 'messages' and data_type in ('timestamp without time zone', 'timestamp with time zone', 'bigint')
  order by ordinal_position;
select quote_ident(table_name) as table_name,
    (select quote_ident(column_name) from information_schema.columns c
      where c.table_name = t.table_name and udt_name in ('timestamptz', 'timestamp') order by ordinal_position limit 1) as time_column,
    (select quote_ident(column_name) from information_schema.columns c
      where c.table_name = t.table_name and udt_name in ('float4', 'float8', 'numeric', 'int8') order by ordinal_position limit 1) as value_column
  from information_schema.tables t
  where exists (select 1 from information_schema.columns c where c.table_name = t.table_name and udt_name in ('timestamptz', 'timestamp'))
  limit 1;
