-- What a session starts with.
select version();
show search_path;
select current_schema(), session_user;
select typcategory from pg_catalog.pg_type where 1 <> 1 limit 1;
select * from pg_catalog.pg_settings where name = 'standard_conforming_strings';
select setting from pg_catalog.pg_settings where name = 'server_version_num';
select reltype from pg_catalog.pg_class where 1 <> 1 limit 1;
select pg_catalog.pg_is_in_recovery();
select distinct word from pg_catalog.pg_get_keywords() where catcode in ('R', 'T');

-- The database and what belongs to it.
select db.oid, db.* from pg_catalog.pg_database db where datallowconn and not datistemplate or db.datname = current_database() order by db.datname;
select db.oid, db.*, pg_catalog.pg_encoding_to_char(db.encoding) as encoding_name, shobj_description(db.oid, 'pg_database')
  from pg_catalog.pg_database db where datname = current_database();
select a.oid, a.*, d.description from pg_catalog.pg_roles a left join pg_catalog.pg_shdescription d on a.oid = d.objoid order by a.rolname;
select c.contype_encid as encid, pg_catalog.pg_encoding_to_char(c.contype_encid) as encname from pg_catalog.generate_series(0, 41) c (contype_encid);
select am.oid, am.* from pg_catalog.pg_am am order by am.oid;
select l.oid, l.* from pg_catalog.pg_language l order by l.oid;
select w.oid, w.*, p.pronamespace as handler_schema_id from pg_catalog.pg_foreign_data_wrapper w
  left join pg_catalog.pg_proc p on p.oid = w.fdwhandler order by w.fdwname;
select s.oid, s.* from pg_catalog.pg_foreign_server s order by s.srvname;
select t.oid, t.*, pg_catalog.pg_tablespace_location(t.oid) as loc from pg_catalog.pg_tablespace t order by t.oid;
select e.oid, cfg.tbls, n.nspname as schema_name, e.*, pg_catalog.obj_description(e.oid)
  from pg_catalog.pg_extension e
  join pg_catalog.pg_namespace n on n.oid = e.extnamespace
  left join (
    select array_agg(ns.nspname || '.' || cls.relname) as tbls, oid_ext
      from (select unnest(e1.extconfig) as oid, e1.oid as oid_ext from pg_catalog.pg_extension e1) c
      join pg_catalog.pg_class cls on cls.oid = c.oid
      join pg_catalog.pg_namespace ns on ns.oid = cls.relnamespace
      group by oid_ext) cfg on cfg.oid_ext = e.oid
  order by e.oid;
select name, default_version, installed_version, comment from pg_catalog.pg_available_extensions order by name;
select evt.oid, evt.evtname, evt.evtevent, evt.evtenabled, evt.evttags, p.proname, p.pronamespace
  from pg_catalog.pg_event_trigger evt join pg_catalog.pg_proc p on p.oid = evt.evtfoid;

-- Schemas and types.
select n.oid, n.*, d.description from pg_catalog.pg_namespace n
  left outer join pg_catalog.pg_description d on d.objoid = n.oid and d.objsubid = 0 and d.classoid = 'pg_namespace'::regclass
  order by nspname;
select t.oid, t.*, c.relkind, format_type(nullif(t.typbasetype, 0), t.typtypmod) as base_type_name, d.description
  from pg_catalog.pg_type t
  left outer join pg_catalog.pg_type et on et.oid = t.typelem
  left outer join pg_catalog.pg_class c on c.oid = t.typrelid
  left outer join pg_catalog.pg_description d on t.oid = d.objoid
  where t.typname is not null and (c.relkind is null or c.relkind = 'c') and (et.typcategory is null or et.typcategory <> 'C');
select e.enumlabel from pg_catalog.pg_enum e where e.enumtypid = 'public.messages'::regclass::oid order by e.enumsortorder;
select c.oid, c.*, d.description from pg_catalog.pg_collation c
  left join pg_catalog.pg_description d on d.objoid = c.oid where c.collnamespace = 'pg_catalog'::regnamespace order by c.oid;

-- Tables, their columns, sizes and privileges.
select c.oid, c.*, d.description, pg_catalog.pg_get_expr(c.relpartbound, c.oid) as partition_expr, pg_catalog.pg_get_partkeydef(c.oid) as partition_key
  from pg_catalog.pg_class c
  left outer join pg_catalog.pg_description d on d.objoid = c.oid and d.objsubid = 0 and d.classoid = 'pg_class'::regclass
  where c.relnamespace = 'public'::regnamespace and c.relkind not in ('i', 'I', 'c');
select c.relname, a.*, pg_catalog.pg_get_expr(ad.adbin, ad.adrelid, true) as def_value, d.description, dep.objid
  from pg_catalog.pg_attribute a
  join pg_catalog.pg_class c on a.attrelid = c.oid
  left outer join pg_catalog.pg_attrdef ad on a.attrelid = ad.adrelid and a.attnum = ad.adnum
  left outer join pg_catalog.pg_description d on c.oid = d.objoid and a.attnum = d.objsubid
  left outer join pg_catalog.pg_depend dep on dep.refobjid = a.attrelid and dep.deptype = 'i' and dep.refobjsubid = a.attnum and dep.classid = dep.refclassid
  where not a.attisdropped and c.relkind not in ('i', 'I', 'c') and c.oid = {messages}
  order by a.attnum;
select c.oid, c.relname, pg_catalog.pg_total_relation_size(c.oid) as total_rel_size, pg_catalog.pg_relation_size(c.oid) as rel_size, pg_catalog.pg_table_size(c.oid)
  from pg_catalog.pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind not in ('i', 'I', 'c');
select n_live_tup, n_dead_tup, last_vacuum, last_analyze from pg_catalog.pg_stat_user_tables where relid = {messages};
select i.*, c.relnamespace from pg_catalog.pg_inherits i, pg_catalog.pg_class c where i.inhrelid = {messages} and c.oid = i.inhparent order by i.inhseqno;
select * from information_schema.table_privileges where table_schema = 'public' and table_name = 'messages';
select * from information_schema.column_privileges where table_schema = 'public' and table_name = 'messages';
select relacl, relowner::regrole from pg_catalog.pg_class where oid = {messages};

-- Constraints, indexes, and what else a table may have.
select c.oid, c.*, t.relname as tabrelname, rt.relnamespace as refnamespace, d.description,
    case when c.contype = 'c' then "substring"(pg_catalog.pg_get_constraintdef(c.oid), 7) else null end as consrc_copy
  from pg_catalog.pg_constraint c
  join pg_catalog.pg_class t on t.oid = c.conrelid
  left outer join pg_catalog.pg_class rt on rt.oid = c.confrelid
  left outer join pg_catalog.pg_description d on d.objoid = c.oid and d.objsubid = 0 and d.classoid = 'pg_constraint'::regclass
  where c.conrelid = {messages} order by c.oid;
select i.*, i.indkey as keys, c.relname, c.relnamespace, c.relam, c.reltablespace, tc.relname as tabrelname, d.description,
    pg_catalog.pg_get_expr(i.indpred, i.indrelid) as pred_expr, pg_catalog.pg_get_expr(i.indexprs, i.indrelid, true) as expr,
    pg_catalog.pg_relation_size(i.indexrelid) as index_rel_size, pg_catalog.pg_stat_get_numscans(i.indexrelid) as index_num_scans
  from pg_catalog.pg_index i
  join pg_catalog.pg_class c on c.oid = i.indexrelid
  join pg_catalog.pg_class tc on tc.oid = i.indrelid
  left outer join pg_catalog.pg_description d on i.indexrelid = d.objoid
  where i.indrelid = {messages} order by tabrelname, c.relname;
select oc.oid, oc.* from pg_catalog.pg_opclass oc order by oc.oid;
select t.oid, t.*, p.proname, p.pronamespace, d.description from pg_catalog.pg_trigger t
  join pg_catalog.pg_proc p on p.oid = t.tgfoid
  left join pg_catalog.pg_description d on t.oid = d.objoid
  where t.tgrelid = {messages} and not t.tgisinternal;
select r.oid, r.*, pg_catalog.pg_get_ruledef(r.oid, true) from pg_catalog.pg_rewrite r where r.ev_class = {messages};
select pol.polname, pol.polpermissive, pol.polcmd, pg_catalog.pg_get_expr(pol.polqual, pol.polrelid) from pg_catalog.pg_policy pol where pol.polrelid = {messages};
select seq.* from pg_catalog.pg_sequences seq where schemaname = 'public';
select distinct dep.deptype, dep.classid, dep.objid, cl.relkind, ad.attrelid
  from pg_catalog.pg_depend dep
  left join pg_catalog.pg_class cl on dep.objid = cl.oid
  left join pg_catalog.pg_attrdef d on dep.objid = d.oid
  left join pg_catalog.pg_attribute ad on ad.attrelid = d.adrelid and ad.attnum = d.adnum
  where dep.refobjid = {messages} order by dep.deptype;

-- Procedures and aggregates.
select p.oid as poid, p.*, pg_catalog.pg_get_expr(p.proargdefaults, 0) as arg_defaults, d.description
  from pg_catalog.pg_proc p
  left outer join pg_catalog.pg_description d on d.objoid = p.oid
  where p.pronamespace = 'public'::regnamespace order by p.proname;
select p.oid, p.*, a.* from pg_catalog.pg_aggregate a join pg_catalog.pg_proc p on p.oid = a.aggfnoid where p.pronamespace = 'public'::regnamespace;
select pg_catalog.pg_get_functiondef(oid) from pg_catalog.pg_proc where pronamespace = 'public'::regnamespace and proname = 'send_message';

-- Search by name, and the dashboards.
select x.oid, x.relname, x.relnamespace, x.relkind from pg_catalog.pg_class x
  where x.relkind in ('r', 'v', 'm', 'f', 'p') and x.relname ilike '%mess%' and x.relnamespace in ('public'::regnamespace) order by x.relname limit 100;
select x.attname, x.attrelid, x.atttypid, c.relnamespace from pg_catalog.pg_attribute x, pg_catalog.pg_class c
  where c.oid = x.attrelid and x.attname ilike '%sid%' and c.relnamespace in ('public'::regnamespace) limit 100;
select sa.* from pg_catalog.pg_stat_activity sa;
select l.locktype, l.relation::regclass, l.mode, l.granted from pg_catalog.pg_locks l;
select datname, numbackends, xact_commit, xact_rollback, blks_read, blks_hit, tup_returned from pg_catalog.pg_stat_database where datname = current_database();
