import { Download } from 'lucide-react';
import { pathOf } from '../api/http.ts';
import type { ConnectionPlace } from '../resources/connection.ts';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { exportCall, type Selection } from './list-query.ts';

const FORMATS = [
  { format: 'csv', label: 'CSV, for spreadsheets' },
  { format: 'ndjson', label: 'NDJSON, one row a line' },
  { format: 'parquet', label: 'Parquet, for DuckDB and pandas' },
] as const;

interface ExportMenuProps {
  readonly place: ConnectionPlace;
  readonly selection: Selection;
  /** The columns, if some were chosen. */
  readonly columns: string | undefined;
}

/** Downloads every row that matches the condition, not only those on the page. */
export function ExportMenu({ place, selection, columns }: ExportMenuProps) {
  return (
    <Menu
      button={
        <>
          <Download size={14} aria-hidden /> Export
        </>
      }
    >
      {FORMATS.map(({ format, label }) => (
        <MenuItem
          key={format}
          onSelect={() => download(pathOf(exportCall(place, selection, { format, fields: columns })))}
        >
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}

/** The browser saves the file as it arrives, and shows its progress. */
function download(path: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = '';
  link.click();
}
