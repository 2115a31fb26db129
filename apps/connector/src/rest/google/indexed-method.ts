/** A method of one of Google's APIs, built here or not. A method with two paths stands here twice. */
export interface IndexedMethod {
  /** With its version or service first: `v2.connections.entityTypes.entities.list`. */
  readonly id: string;
  readonly httpMethod: string;
  /** `/v2/projects/{projectsId}/…` */
  readonly path: string;
  /** The names of its query parameters, where a discovery document lists them. */
  readonly query?: readonly string[];
}
