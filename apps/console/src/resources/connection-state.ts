/** A state in Google's words, with what it means for calls. */
export interface StateWords {
  readonly word: string;
  readonly tone: 'good' | 'busy' | 'off' | 'bad';
}

const STATES: Readonly<Record<string, StateWords>> = {
  ACTIVE: { word: 'Active', tone: 'good' },
  CREATING: { word: 'Creating', tone: 'busy' },
  UPDATING: { word: 'Updating', tone: 'busy' },
  DELETING: { word: 'Deleting', tone: 'busy' },
  INACTIVE: { word: 'Inactive (suspended)', tone: 'off' },
  ERROR: { word: 'Error', tone: 'bad' },
  AUTHORIZATION_REQUIRED: { word: 'Authorization required', tone: 'bad' },
};

export function stateWords(state: string | undefined): StateWords {
  return STATES[state ?? ''] ?? { word: state ?? 'Unknown', tone: 'off' };
}
