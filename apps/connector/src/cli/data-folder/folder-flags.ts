/** The flags of the commands that work on a data folder. */
export interface FolderFlags {
  /** In place of `CONNECTOR_DATA`. */
  readonly data?: string;
  readonly force?: boolean;
  readonly yes?: boolean;
}
