import type { Settings } from './settings.js';

/** What one statement of a session leaves for the next. */
export interface SessionState {
  readonly settings: Settings;
}
