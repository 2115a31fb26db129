const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/**
 * The functions that statements may call. None of them changes anything, runs SQL, waits, or reads files, settings or other
 * sessions. A function that is missing here is refused, whatever it does.
 */
const FUNCTIONS = {
  aggregates: words(`
    any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp cume_dist dense_rank every
    first_value json_agg json_agg_strict json_object_agg json_object_agg_strict jsonb_agg jsonb_agg_strict jsonb_object_agg
    jsonb_object_agg_strict lag last_value lead max min mode nth_value ntile percent_rank percentile_cont percentile_disc
    range_agg range_intersect_agg rank regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy
    regr_syy row_number stddev stddev_pop stddev_samp string_agg sum var_pop var_samp variance`),
  text: words(`
    ascii bit_length btrim casefold char_length character_length chr concat concat_ws convert_from convert_to decode encode
    format initcap is_normalized left length like_escape lower lpad ltrim md5 normalize octet_length overlay parse_ident position
    quote_ident quote_literal quote_nullable regexp_count regexp_instr regexp_like regexp_match regexp_matches regexp_replace
    regexp_split_to_array regexp_split_to_table regexp_substr repeat replace reverse right rpad rtrim sha224 sha256 sha384
    sha512 similar_to_escape split_part starts_with string_to_array string_to_table strpos substr substring to_ascii to_bin
    to_hex to_oct translate unistr upper`),
  numbers: words(`
    abs acos acosd acosh asin asind asinh atan atan2 atan2d atand atanh cbrt ceil ceiling cos cosd cosh cot cotd crc32 crc32c
    degrees div erf erfc exp factorial floor gamma gcd greatest lcm least lgamma ln log log10 min_scale mod pi pow power
    radians random random_normal round scale sign sin sind sinh sqrt tan tand tanh to_number trim_scale trunc width_bucket`),
  times: words(`
    age clock_timestamp date_add date_bin date_part date_subtract date_trunc extract isfinite justify_days justify_hours
    justify_interval make_date make_interval make_time make_timestamp make_timestamptz now overlaps statement_timestamp
    timeofday timezone to_char to_date to_timestamp transaction_timestamp`),
  arrays: words(`
    array_append array_cat array_dims array_fill array_length array_lower array_ndims array_position array_positions
    array_prepend array_remove array_replace array_reverse array_sample array_shuffle array_sort array_to_json array_to_string
    array_upper cardinality generate_series generate_subscripts trim_array unnest`),
  ranges: words(`
    daterange int4range int8range isempty lower_inc lower_inf multirange numrange range_merge tsrange tstzrange upper_inc
    upper_inf`),
  json: words(`
    json_array_elements json_array_elements_text json_array_length json_build_array json_build_object json_each json_each_text
    json_extract_path json_extract_path_text json_object json_object_keys json_populate_record json_populate_recordset
    json_strip_nulls json_to_record json_to_recordset json_typeof jsonb_array_elements jsonb_array_elements_text
    jsonb_array_length jsonb_build_array jsonb_build_object jsonb_each jsonb_each_text jsonb_extract_path
    jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_keys jsonb_path_exists jsonb_path_exists_tz
    jsonb_path_match jsonb_path_match_tz jsonb_path_query jsonb_path_query_array jsonb_path_query_array_tz
    jsonb_path_query_first jsonb_path_query_first_tz jsonb_path_query_tz jsonb_populate_record jsonb_populate_recordset
    jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls jsonb_to_record jsonb_to_recordset jsonb_typeof row_to_json to_json
    to_jsonb`),
  others: words(`
    bit_count coalesce current_database current_schema gen_random_uuid get_bit get_byte nullif num_nonnulls num_nulls
    pg_size_bytes pg_size_pretty pg_typeof set_bit set_byte uuidv4 uuidv7 version`),
  // Pools of connections call it. There is nothing to unlock, since the functions that lock are refused.
  pools: words('pg_advisory_unlock_all'),
};

/**
 * The functions that only statements over system catalogs may call, where nothing but the caller's own tables exists. They print
 * what the catalogs contain, by OIDs too.
 */
const CATALOG_FUNCTIONS = {
  definitions: words(`
    format_type pg_get_constraintdef pg_get_expr pg_get_function_arg_default pg_get_function_arguments
    pg_get_function_identity_arguments pg_get_function_result pg_get_function_sqlbody pg_get_functiondef pg_get_indexdef
    pg_get_keywords pg_get_partition_constraintdef pg_get_partkeydef pg_get_ruledef pg_get_serial_sequence
    pg_get_statisticsobjdef pg_get_statisticsobjdef_columns pg_get_triggerdef pg_get_userbyid pg_get_viewdef`),
  comments: words('col_description obj_description shobj_description'),
  visibility: words(`
    current_schemas pg_collation_is_visible pg_conversion_is_visible pg_function_is_visible pg_opclass_is_visible
    pg_operator_is_visible pg_opfamily_is_visible pg_statistics_obj_is_visible pg_table_is_visible pg_ts_config_is_visible
    pg_ts_dict_is_visible pg_ts_parser_is_visible pg_ts_template_is_visible pg_type_is_visible`),
  names: words(`
    _pg_expandarray pg_describe_object pg_identify_object to_regclass to_regnamespace to_regoper to_regoperator to_regproc
    to_regprocedure to_regrole to_regtype to_regtypemod`),
  // Of the role that runs statements, which may only read.
  privileges: words(`
    aclexplode has_any_column_privilege has_column_privilege has_database_privilege has_function_privilege
    has_schema_privilege has_sequence_privilege has_table_privilege has_tablespace_privilege has_type_privilege pg_has_role`),
  // Tables are empty in the engine, so sizes are those of nothing.
  sizes: words(`
    pg_database_size pg_indexes_size pg_relation_size pg_stat_get_numscans pg_table_size pg_tablespace_size
    pg_total_relation_size`),
  // What is set for the server alone, such as the data directory, PostgreSQL shows to nobody else.
  settings: words('current_setting'),
  others: words(`
    getdatabaseencoding pg_char_to_encoding pg_client_encoding pg_encoding_to_char pg_encoding_max_length pg_is_in_recovery
    pg_partition_ancestors pg_partition_root pg_partition_tree pg_relation_is_publishable pg_relation_is_updatable
    pg_tablespace_location pg_timezone_names`),
};

const allowed = new Set(Object.values(FUNCTIONS).flat());
const ofCatalogs = new Set(Object.values(CATALOG_FUNCTIONS).flat());

/** The allowed functions that may return something else each time. */
const VOLATILE = new Set(
  words('array_sample array_shuffle clock_timestamp gen_random_uuid random random_normal timeofday uuidv4 uuidv7'),
);

export const isAllowedFunction = (name: string): boolean => allowed.has(name);

/** All functions that some statement may call. */
export const allowedFunctions = (): readonly string[] => [...allowed, ...ofCatalogs];

/** Whether only statements over system catalogs may call a function. */
export const isCatalogFunction = (name: string): boolean => ofCatalogs.has(name);

/** Whether a function returns the same each time that a statement calls it with the same arguments. */
export const isStableFunction = (name: string): boolean => allowed.has(name) && !VOLATILE.has(name);
