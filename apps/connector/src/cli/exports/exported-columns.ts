import type { EntityType } from '@twilio-connector/entities';
import { type ExportColumn, exportColumns } from '../../exports/formats/columns.js';
import { columnNamed } from '../entities/named.js';
import type { ExportFlags } from './export-flags.js';

/** The columns of an export: those of `--fields`, each once, or all. @throws UsageError for an unknown one */
export function exportedColumns(entityType: EntityType, { fields }: ExportFlags): readonly ExportColumn[] {
  const all = exportColumns(entityType);
  if (!fields) return all;
  const names = all.map(({ name }) => name);
  return exportColumns(entityType, [...new Set(fields.map((name) => columnNamed(name, entityType, names)))]);
}
