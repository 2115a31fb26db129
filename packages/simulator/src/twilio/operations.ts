/** What a value is, as Twilio's OpenAPI says it: of a parameter, a form's field or a property of an answer. */
export interface ValueSpec {
  /** `string`, `integer`, `number`, `boolean`, `object` or `array`; anything where Twilio does not say. */
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly nullable?: boolean;
  readonly required?: boolean;
  /** Of each element of an array; a parameter's is sent again for each. */
  readonly items?: ValueSpec;
  readonly properties?: Properties;
}

/** Name -> what its value is. */
export type Properties = Readonly<Record<string, ValueSpec>>;

/** One verb of a path. */
export interface Operation {
  /** The parameters of the query, `StartTime<` and `PageSize` among them. */
  readonly query?: Properties;
  readonly form?: Properties;
  /** Of a success. */
  readonly status: number;
  /** The property of a list's answer that holds the entities. */
  readonly collection?: string;
  /** What an entity in the answer is: a name in `schemas`. Absent where nothing is answered. */
  readonly entity?: string;
  /** What is answered beside the list's entities, where it is not Twilio's usual page. */
  readonly isPaged?: boolean;
}

/** A path: its verbs, and the words that follow it in other paths, as `links` names them. */
export interface PathItem {
  readonly get?: Operation;
  readonly post?: Operation;
  readonly delete?: Operation;
  readonly subresources?: readonly string[];
}

/** What the simulator knows of one of Twilio's OpenAPI documents: the paths that it serves. */
export interface OperationIndex {
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly schemas: Readonly<Record<string, Properties>>;
}
