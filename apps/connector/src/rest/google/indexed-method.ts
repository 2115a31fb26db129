/** A method of one of Google's APIs, built or not. A method with two paths is listed twice. */
export interface IndexedMethod {
  /** Starts with the version or service: `v2.connections.entityTypes.entities.list`. */
  readonly id: string;
  readonly httpMethod: string;
  /** `/v2/projects/{projectsId}/…` */
  readonly path: string;
  /** The names of its query parameters, if a discovery document lists them. */
  readonly query?: readonly string[];
}
