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
  /** What can be written; nothing by default. */
  readonly writes?: TableWrites;
}

/** The writes that the source of a table can carry out. */
export interface TableWrites {
  /** The columns whose values together identify a row. UPDATE and DELETE need them. */
  readonly key: readonly string[];
  /** The columns that INSERT takes. */
  readonly insert?: readonly WritableColumn[];
  /** The columns that UPDATE takes. */
  readonly update?: readonly WritableColumn[];
  readonly delete?: boolean;
  /** The writes that exist and are not available here. They are refused with a reason. */
  readonly denied?: readonly WriteKind[];
}

/** A statement that writes rows of a table. */
export type WriteKind = 'insert' | 'update' | 'delete';

/** A column that a write sets, or a parameter of a procedure. It need not be a column that can be read. */
export interface WritableColumn extends Pick<Column, 'name' | 'type' | 'property' | 'aliases' | 'description'> {
  /** Whether a write must set it; false by default. */
  readonly isRequired?: boolean;
}

/** An action of the source, which CALL carries out. */
export interface Procedure extends Pick<Table, 'name' | 'aliases' | 'description'> {
  readonly parameters: readonly WritableColumn[];
  /** The columns of its results. */
  readonly columns: readonly Column[];
  /** Whether it only reads; false by default. */
  readonly isRead?: boolean;
  /** Whether it exists and is not available here; false by default. */
  readonly isDenied?: boolean;
}

/** The tables of a database, and the actions of its source. */
export interface Catalog {
  readonly tables: readonly Table[];
  readonly procedures?: readonly Procedure[];
  /** Tables that exist and are not available here. A statement that names one is refused with a reason. */
  readonly hidden?: readonly Pick<Table, 'name' | 'aliases'>[];
}
