/** The OIDs of PostgreSQL's types by Google's names of data types, which are those of JDBC. Others are inferred. */
const OIDS: Readonly<Record<string, number>> = {
  BIT: 16,
  BOOLEAN: 16,
  LONG: 20,
  BIGINT: 20,
  INT: 23,
  INTEGER: 23,
  SMALLINT: 23,
  TINYINT: 23,
  CHAR: 25,
  NCHAR: 25,
  STRING: 25,
  VARCHAR: 25,
  NVARCHAR: 25,
  LONGVARCHAR: 25,
  LONGNVARCHAR: 25,
  CLOB: 25,
  NCLOB: 25,
  DOUBLE: 701,
  FLOAT: 701,
  REAL: 701,
  DATE: 1082,
  DATETIME: 1184,
  TIMESTAMP: 1184,
  TIMESTAMP_WITH_TIMEZONE: 1184,
  DECIMAL: 1700,
  NUMERIC: 1700,
};

/** The OID of the type of a parameter; 0 lets PostgreSQL infer it. */
export function parameterTypeOf(dataType: string | undefined): number {
  return OIDS[dataType ?? ''] ?? 0;
}
