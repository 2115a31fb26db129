import { allowedFunctions } from '../src/allowed/functions.ts';

/**
 * Lets roles call only what they may: the functions that statements may call, and those behind operators, casts, types,
 * indexes and system views.
 * A statement can call a function without naming it as one, such as in `(0.5::float8).pg_sleep`.
 */
export const REVOKE_OTHER_FUNCTIONS = `
  update pg_proc set proacl = array[makeaclitem(10, 10, 'EXECUTE', false)]
    where proacl is null
      and proname <> all ('{${allowedFunctions().join(',')}}')
      and oid not in (select oprcode from pg_operator)
      and oid not in (select castfunc from pg_cast)
      and oid not in (select amproc from pg_amproc)
      and oid not in (select unnest(array[typinput, typoutput, typreceive, typsend, typmodin, typmodout]::oid[]) from pg_type)
      and oid not in (
        select matched[1]::oid
          from pg_rewrite, regexp_matches(ev_action::text, ':(?:funcid|opfuncid|aggfnoid|winfnoid) (\\d+)', 'g') matched);`;
