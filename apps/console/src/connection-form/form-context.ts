import { createContext, useContext } from 'react';
import type { ConnectorVersion } from './connector-version.ts';
import type { Entries } from './entries.ts';
import { type Fault, faultAt } from './faults.ts';

/** What every field of the form works on. */
export interface FormState {
  readonly project: string;
  readonly version: ConnectorVersion;
  readonly entries: Entries;
  readonly faults: readonly Fault[];
  /** A connection that exists keeps its place, its name and its connector. */
  readonly isEdit: boolean;
  readonly change: (entries: Entries) => void;
}

export const FormContext = createContext<FormState | undefined>(undefined);

export function useForm(): FormState {
  const state = useContext(FormContext);
  if (!state) throw new Error('useForm needs a FormContext.');
  return state;
}

/** The text of a field, its fault, and how it changes. */
export function useEntry(field: string) {
  const { entries, faults, change } = useForm();
  return {
    text: entries.texts[field] ?? '',
    error: faultAt(faults, field),
    id: `field-${field}`,
    setText: (text: string) =>
      change({ ...entries, texts: { ...entries.texts, [field]: text === '' ? undefined : text } }),
  };
}
