import { randomUUID } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { syncFile, syncFolder } from '../../store/durable-files.js';
import type { DestinationState } from './destination-state.js';
import type { Part } from './part.js';
import { timeText } from './reach.js';
import type { Selection } from './selection.js';

/** Describes a destination, beside its parts. */
export interface DestinationManifest extends Selection {
  /** The newest time that was seen, in ISO 8601; null if there was none. */
  readonly watermark: string | null;
  /** How many rows the destination has, by its last part. */
  readonly rows: number;
  readonly parts: readonly Part[];
}

export const MANIFEST = 'manifest.json';

/** Writes the manifest of the last run that counts, at once or not at all. */
export function writeManifest(folder: string, selection: Selection, state: DestinationState): void {
  const { watermarkMs } = state.progress;
  const manifest: DestinationManifest = {
    ...selection,
    watermark: watermarkMs === null ? null : timeText(watermarkMs),
    rows: state.rows().count,
    parts: state.parts,
  };
  const draft = join(folder, `${MANIFEST}.${randomUUID()}.draft`);
  writeFileSync(draft, `${JSON.stringify(manifest, null, 2)}\n`);
  syncFile(draft);
  renameSync(draft, join(folder, MANIFEST));
  syncFolder(folder);
}
