import { createStoredRecords } from '../ui/stored-records.ts';

/** What a link to a list can contain. A view is such a link with a name: it has what to ask for, and never an answer. */
export const VIEW_PARAMETERS = ['where', 'columns', 'sort', 'size', 'parents', 'maxRequests'] as const;

export type View = Partial<Readonly<Record<(typeof VIEW_PARAMETERS)[number], string>>>;
type ViewsByName = Readonly<Record<string, View>>;
const NONE: ViewsByName = {};
/** By entity type, since the columns are those of the type, whichever connection is open. */
const views = createStoredRecords<ViewsByName>('views');

/** Keeps a view in this browser. One of the same name is replaced. */
export function saveView(type: string, name: string, search: View): void {
  views.set(type, { ...views.get(type), [name]: toView(search) });
}

export function forgetView(type: string, name: string): void {
  const { [name]: _forgotten, ...others } = views.get(type) ?? NONE;
  views.set(type, others);
}

/** A view with all parameters, since a parameter that it lacks has to be removed from the link. */
export function toView(search: View): View {
  return Object.fromEntries(VIEW_PARAMETERS.map((name) => [name, search[name] || undefined]));
}

export function isSameView(a: View, b: View): boolean {
  return VIEW_PARAMETERS.every((name) => (a[name] ?? '') === (b[name] ?? ''));
}

/** The saved views of an entity type by their names. */
export function useViews(type: string): ViewsByName {
  return views.use(type) ?? NONE;
}
