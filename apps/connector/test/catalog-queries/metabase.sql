-- The connection: its time zone, its version, and a test.
select 1;
show timezone;
show server_version;
select to_char(current_timestamp, 'YYYY-MM-DD HH24:MI:SS.MS TZ');

-- Schemas that the user may use.
select nspname as schema_name from pg_namespace
  where nspname !~ '^pg_' and nspname <> 'information_schema' and has_schema_privilege(nspname, 'USAGE');

-- Tables, with about how many rows they have, and what the user may do with each.
select n.nspname as schema, c.relname as name,
    case c.relkind when 'r' then 'TABLE' when 'p' then 'PARTITIONED TABLE' when 'v' then 'VIEW' when 'f' then 'FOREIGN TABLE'
      when 'm' then 'MATERIALIZED VIEW' else null end as type,
    d.description, nullif(s.n_live_tup, 0) as estimated_row_count
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  left join pg_catalog.pg_description d on d.objoid = c.oid and d.objsubid = 0 and d.classoid = 'pg_class'::regclass
  left join pg_stat_user_tables s on n.nspname = s.schemaname and c.relname = s.relname
  where c.relnamespace = n.oid and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'f', 'm')
  order by type, schema, name;

with table_privileges as (
  select null as role, t.schemaname as schema, t.objectname as table,
      pg_catalog.has_any_column_privilege(current_user, quote_ident(t.schemaname) || '.' || quote_ident(t.objectname), 'update') as update,
      pg_catalog.has_any_column_privilege(current_user, quote_ident(t.schemaname) || '.' || quote_ident(t.objectname), 'select') as select,
      pg_catalog.has_any_column_privilege(current_user, quote_ident(t.schemaname) || '.' || quote_ident(t.objectname), 'insert') as insert,
      pg_catalog.has_table_privilege(current_user, quote_ident(t.schemaname) || '.' || quote_ident(t.objectname), 'delete') as delete
    from (
      select schemaname, tablename as objectname from pg_catalog.pg_tables
      union select schemaname, viewname from pg_catalog.pg_views
      union select schemaname, matviewname from pg_catalog.pg_matviews) t
    where t.schemaname !~ '^pg_' and t.schemaname <> 'information_schema'
      and pg_catalog.has_schema_privilege(current_user, t.schemaname, 'USAGE'))
  select t.* from table_privileges t where t.select or t.update or t.insert or t.delete;

-- Columns: those of tables and views, and those of materialized views, which information_schema leaves out.
select c.column_name as name, case when c.udt_schema in ('public', 'pg_catalog') then format('%s', c.udt_name)
      else format('"%s"."%s"', c.udt_schema, c.udt_name) end as "database-type",
    c.ordinal_position - 1 as "database-position", c.table_schema as "table-schema", c.table_name as "table-name",
    pk.column_name is not null as "pk?",
    col_description(cast(cast(format('%I.%I', cast(c.table_schema as text), cast(c.table_name as text)) as regclass) as oid), c.ordinal_position) as "field-comment",
    (c.column_default is null or lower(c.column_default) = 'null') and c.is_nullable = 'NO'
      and not (c.column_default is not null and c.column_default like '%nextval(%') and c.is_identity = 'NO' as "database-required",
    c.column_default is not null and c.column_default like '%nextval(%' or c.is_identity <> 'NO' as "database-is-auto-increment"
  from information_schema.columns c
  left join (
    select tc.table_schema, tc.table_name, kc.column_name from information_schema.table_constraints tc
      join information_schema.key_column_usage kc
        on tc.constraint_name = kc.constraint_name and tc.table_schema = kc.table_schema and tc.table_name = kc.table_name
      where tc.constraint_type = 'PRIMARY KEY') pk
    on c.table_schema = pk.table_schema and c.table_name = pk.table_name and c.column_name = pk.column_name
  where c.table_schema !~ '^information_schema|catalog_history|pg_' and c.table_schema in ('public') and c.table_name in ('messages', 'media')
union all
select pa.attname, format_type(pa.atttypid, pa.atttypmod), pa.attnum - 1, pn.nspname, pc.relname, false, null, false, false
  from pg_catalog.pg_class pc
  join pg_catalog.pg_namespace pn on pn.oid = pc.relnamespace
  join pg_catalog.pg_attribute pa on pa.attrelid = pc.oid
  join pg_catalog.pg_type pt on pt.oid = pa.atttypid
  join pg_catalog.pg_namespace ptn on ptn.oid = pt.typnamespace
  where pc.relkind = 'm' and pa.attnum >= 1
  order by "table-schema", "table-name", "database-position";

-- Foreign keys.
select fk_ns.nspname as "fk-table-schema", fk_table.relname as "fk-table-name", fk_column.attname as "fk-column-name",
    pk_ns.nspname as "pk-table-schema", pk_table.relname as "pk-table-name", pk_column.attname as "pk-column-name"
  from pg_constraint c
  join pg_class fk_table on c.conrelid = fk_table.oid
  join pg_namespace fk_ns on c.connamespace = fk_ns.oid
  join pg_attribute fk_column on c.conrelid = fk_column.attrelid
  join pg_class pk_table on c.confrelid = pk_table.oid
  join pg_namespace pk_ns on pk_table.relnamespace = pk_ns.oid
  join pg_attribute pk_column on c.confrelid = pk_column.attrelid
  where fk_ns.nspname !~ '^information_schema|catalog_history|pg_' and c.contype = 'f'::"char"
    and fk_column.attnum = any(c.conkey) and pk_column.attnum = any(c.confkey)
  order by fk_ns.nspname, fk_table.relname;

-- Indexes, enumerations, and the types of columns by their names.
select tmp.table_schema, tmp.table_name, trim(both '"' from pg_catalog.pg_get_indexdef(tmp.ci_oid, tmp.pos, false)) as field_name
  from (
    select n.nspname as table_schema, ct.relname as table_name, ci.oid as ci_oid,
        (information_schema._pg_expandarray(i.indkey)).n as pos, pg_catalog.pg_get_expr(i.indpred, i.indrelid) as filter_condition
      from pg_catalog.pg_class ct
      join pg_catalog.pg_namespace n on ct.relnamespace = n.oid
      join pg_catalog.pg_index i on ct.oid = i.indrelid
      join pg_catalog.pg_class ci on ci.oid = i.indexrelid
      where pg_catalog.pg_get_expr(i.indpred, i.indrelid) is null and n.nspname !~ '^information_schema|catalog_history|pg_') tmp
  where tmp.pos = 1;

select nspname, typname from pg_type t join pg_namespace n on n.oid = t.typnamespace
  where t.oid in (select distinct enumtypid from pg_enum e);
select ns.nspname, t.typname, e.enumlabel from pg_type t
  join pg_enum e on t.oid = e.enumtypid join pg_catalog.pg_namespace ns on t.typnamespace = ns.oid
  order by ns.nspname, t.typname, e.enumsortorder;
select column_name, data_type, udt_name, character_maximum_length from information_schema.columns where table_name = 'messages';
