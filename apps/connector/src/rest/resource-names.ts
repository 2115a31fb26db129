type Params = Readonly<Record<string, string>>;

/** The resource name of the connection that a path names. */
export function connectionNameOf({ projectsId, locationsId, connectionsId }: Params): string {
  return `projects/${projectsId}/locations/${locationsId}/connections/${connectionsId}`;
}

/** The resource name of the operation that a path names. */
export function operationNameOf({ projectsId, locationsId, operationsId }: Params): string {
  return `projects/${projectsId}/locations/${locationsId}/operations/${operationsId}`;
}
