/** The flags of the commands that work on a data folder. */
export interface FolderFlags {
  /** Overrides `CONNECTOR_DATA`. */
  readonly data?: string;
  readonly force?: boolean;
  readonly yes?: boolean;
}
