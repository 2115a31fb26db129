type Params = Readonly<Record<string, string>>;

/** The resource name of the connection in a path. */
export function connectionNameOf({ projectsId, locationsId, connectionsId }: Params): string {
  return `projects/${projectsId}/locations/${locationsId}/connections/${connectionsId}`;
}

/** The resource name of the long-running operation in a path. */
export function operationNameOf({ projectsId, locationsId, operationsId }: Params): string {
  return `projects/${projectsId}/locations/${locationsId}/operations/${operationsId}`;
}
