import type { ExportRequest } from './export-request.js';

/** Describes an exported file, which stands beside it. */
export interface Manifest extends ExportRequest {
  /** The name of the file. */
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  /** The SHA-256 of the file in hexadecimal. */
  readonly sha256: string;
  /** When the export began and ended, in ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** How often it was resumed. */
  readonly resumed: number;
  /** What Twilio's list leaves out, and values that could not be read. */
  readonly warnings: readonly string[];
}

/** The path of a file's manifest. */
export function manifestOf(target: string): string {
  return `${target}.manifest.json`;
}
