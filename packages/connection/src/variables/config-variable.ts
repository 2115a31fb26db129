import * as z from 'zod';
import { expecting, flag, int64, secretReference, text } from '../fields/field-schemas.js';

/** Schema of `ConfigVariable`. */
export const configVariable = z.object(
  {
    key: text('the key of a variable'),
    stringValue: text('a string').optional(),
    intValue: int64().optional(),
    boolValue: flag().optional(),
    secretValue: secretReference().optional(),
  },
  expecting('an object with a key and a value'),
);

/** A configuration variable in JSON form: its key, and its value in the field for its type. */
export type ConfigVariable = z.output<typeof configVariable>;
