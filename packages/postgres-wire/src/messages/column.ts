/** A column of a result. */
export interface Column {
  readonly name: string;
  /** The OID of its type. */
  readonly type: number;
  /** The OID of the table and the number of the column there, if it is one. Default: 0. */
  readonly table?: number;
  readonly attribute?: number;
  /** The size of the type in bytes. Default: -1, which is variable. */
  readonly size?: number;
  /** Default: -1, which is none. */
  readonly modifier?: number;
  /** Whether the values are the hexadecimal digits of the binary form, as `RunOptions.binary` asks for them. */
  readonly isBinary?: boolean;
}
