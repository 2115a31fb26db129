type Params = Readonly<Record<string, string>>;

/** The resource name of the connection that a path names. */
export function connectionNameOf({ projectsId, locationsId, connectionsId }: Params): string {
  return `projects/${projectsId}/locations/${locationsId}/connections/${connectionsId}`;
}
