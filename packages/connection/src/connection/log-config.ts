import * as z from 'zod';
import { due, flag, unlessEmpty } from '../fields/field-schemas.js';

/** https://cloud.google.com/integration-connectors/docs/reference/rest/v1/projects.locations.connections#LogLevel */
const LOG_LEVELS = ['ERROR', 'INFO', 'DEBUG'] as const;

/** How much is logged, when something is. Google wants a level where logging is on: it is ERROR unless said. */
export const logConfig = z
  .object(
    {
      enabled: flag().optional(),
      level: unlessEmpty(z.enum(LOG_LEVELS, due(`one of ${LOG_LEVELS.join(', ')}`)), 'LOG_LEVEL_UNSPECIFIED'),
    },
    due('an object with enabled and level'),
  )
  .overwrite((config) => (config.enabled && config.level === undefined ? { ...config, level: 'ERROR' } : config))
  .optional();
