import * as z from 'zod';
import { due, flag, int64, secretReference, text } from '../fields/field-schemas.js';

/** The schema of `ConfigVariable`. */
export const configVariable = z.object(
  {
    key: text('the key of a variable'),
    stringValue: text('a text').optional(),
    intValue: int64('a whole number').optional(),
    boolValue: flag().optional(),
    secretValue: secretReference().optional(),
  },
  due('an object with a key and a value'),
);

/** A variable as it travels: its key, and its value in the field that its type has. */
export type ConfigVariable = z.output<typeof configVariable>;
