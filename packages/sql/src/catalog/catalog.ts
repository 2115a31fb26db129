/** The type of a column, as PostgreSQL names it. */
export type SqlType =
  'text' | 'integer' | 'bigint' | 'numeric' | 'double precision' | 'boolean' | 'timestamptz' | 'date' | 'jsonb';

/** A comparison that the source of a table can carry out. `=` includes lists of values. */
export type Comparison = '=' | '<' | '<=' | '>' | '>=';

export interface Column {
  /** In snake_case, as PostgreSQL's users write it. */
  readonly name: string;
  readonly type: SqlType;
  /** The property of a row that holds the value; the column's name by default. */
  readonly property?: string;
  /** Other names by which a statement may call the column, such as `DateSent`. Upper and lower case are the same. */
  readonly aliases?: readonly string[];
  /** Whether it may be null; true by default. */
  readonly isNullable?: boolean;
  /** Whether its values are unique. */
  readonly isKey?: boolean;
  readonly description?: string;
  readonly references?: { readonly table: string; readonly column: string };
  /** The comparisons with a constant that the source can carry out. */
  readonly comparisons?: readonly Comparison[];
}

export interface Table {
  readonly name: string;
  /** Other names by which a statement may call the table. Upper and lower case are the same. */
  readonly aliases?: readonly string[];
  readonly description?: string;
  readonly columns: readonly Column[];
  /** The most rows that one request returns. */
  readonly pageSize: number;
  /** The order in which the source returns rows. If the column may be null, `nulls` says where such rows are. */
  readonly order?: {
    readonly column: string;
    readonly direction: 'ASC' | 'DESC';
    readonly nulls?: 'FIRST' | 'LAST';
  };
  /** The columns that a read must be given values for, such as the parent of a list. */
  readonly requires?: readonly string[];
}

export interface Parameter {
  readonly name: string;
  readonly type: SqlType;
  /** Whether a call may leave it out; false by default. */
  readonly isOptional?: boolean;
}

/** Something that a database does on CALL. */
export interface Procedure {
  readonly name: string;
  readonly description?: string;
  readonly parameters: readonly Parameter[];
}

/** The tables of a database, and its procedures. */
export interface Catalog {
  readonly tables: readonly Table[];
  readonly procedures?: readonly Procedure[];
}
