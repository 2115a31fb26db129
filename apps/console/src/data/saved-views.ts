import { useSyncExternalStore } from 'react';

/** What a link to a list can contain. A view is such a link with a name: it has what to ask for, and never an answer. */
export const VIEW_PARAMETERS = ['where', 'columns', 'sort', 'size', 'parents', 'maxRequests'] as const;

export type View = Partial<Readonly<Record<(typeof VIEW_PARAMETERS)[number], string>>>;
type ViewsByName = Readonly<Record<string, View>>;
/** By entity type, since the columns are those of the type, whichever connection is open. */
type ViewsByType = Readonly<Record<string, ViewsByName>>;

const STORAGE = 'views';
const NONE: ViewsByName = {};
const listeners = new Set<() => void>();
let views = read();

/** What somebody else has written there is dropped. */
function read(): ViewsByType {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE) ?? '{}');
    return typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? (stored as ViewsByType) : {};
  } catch {
    return {};
  }
}

function change(type: string, next: ViewsByName): void {
  views = { ...views, [type]: next };
  localStorage.setItem(STORAGE, JSON.stringify(views));
  for (const listener of listeners) listener();
}

/** Keeps a view in this browser. One of the same name is replaced. */
export function saveView(type: string, name: string, search: View): void {
  change(type, { ...views[type], [name]: toView(search) });
}

export function forgetView(type: string, name: string): void {
  const { [name]: _forgotten, ...others } = views[type] ?? {};
  change(type, others);
}

/** A view with all parameters, since a parameter that it lacks has to be removed from the link. */
export function toView(search: View): View {
  return Object.fromEntries(VIEW_PARAMETERS.map((name) => [name, search[name] || undefined]));
}

export function isSameView(a: View, b: View): boolean {
  return VIEW_PARAMETERS.every((name) => (a[name] ?? '') === (b[name] ?? ''));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The saved views of an entity type by their names. */
export function useViews(type: string): ViewsByName {
  return useSyncExternalStore(subscribe, () => views[type] ?? NONE);
}
