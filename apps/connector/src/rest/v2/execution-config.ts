import { ignored } from '../parameters.js';

/** Google's headers for the execution of a call. Twilio has nothing that they could set. */
export const EXECUTION_CONFIG = { 'executionConfig.headers': ignored() };
