import { ignored } from '../parameters.js';

/** Google's parameter for headers of the executed call. Twilio has no such headers, so it has no effect. */
export const EXECUTION_CONFIG = { 'executionConfig.headers': ignored() };
