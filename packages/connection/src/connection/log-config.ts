import * as z from 'zod';
import { expecting, flag, optionalField } from '../fields/field-schemas.js';

/** https://cloud.google.com/integration-connectors/docs/reference/rest/v1/projects.locations.connections#LogLevel */
const LOG_LEVELS = ['ERROR', 'INFO', 'DEBUG'] as const;

/** Logging of a connection. Google requires a level when logging is enabled; it defaults to ERROR. */
export const logConfig = z
  .object(
    {
      enabled: flag().optional(),
      level: optionalField(z.enum(LOG_LEVELS, expecting(`one of ${LOG_LEVELS.join(', ')}`)), 'LOG_LEVEL_UNSPECIFIED'),
    },
    expecting('an object with enabled and level'),
  )
  .overwrite((config) => (config.enabled && config.level === undefined ? { ...config, level: 'ERROR' } : config))
  .optional();
