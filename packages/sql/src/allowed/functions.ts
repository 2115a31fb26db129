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
    format initcap is_normalized left length like_escape lower lpad ltrim md5 normalize octet_length overlay position
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
    pg_typeof set_bit set_byte uuidv4 uuidv7 version`),
};

const allowed = new Set(Object.values(FUNCTIONS).flat());

/** The allowed functions that may return something else each time. */
const VOLATILE = new Set(
  words('array_sample array_shuffle clock_timestamp gen_random_uuid random random_normal timeofday uuidv4 uuidv7'),
);

export const isAllowedFunction = (name: string): boolean => allowed.has(name);

/** Whether a function returns the same each time that a statement calls it with the same arguments. */
export const isStableFunction = (name: string): boolean => allowed.has(name) && !VOLATILE.has(name);
