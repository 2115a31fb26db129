import { type PointerEvent, useState } from 'react';
import { useFormatTime } from '../format/clock.ts';
import { Table } from '../ui/table.tsx';
import type { Line, Window } from './read-chart.ts';
import styles from './chart.module.css';
import { HEIGHT, linePath, markPath, WIDTH, xOf } from './line-path.ts';

interface ChartProps {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly Line[];
  readonly window: Window;
}

/** Lines differ in color and in dashes, since color alone says nothing to some. */
const STROKES = [
  { stroke: 'var(--accent)', dash: undefined },
  { stroke: 'var(--warn)', dash: '6 3' },
  { stroke: 'var(--bad)', dash: '2 3' },
  { stroke: 'var(--good)', dash: '8 3 2 3' },
  { stroke: 'var(--muted)', dash: '1 3' },
] as const;
const strokeOf = (index: number) => STROKES[index % STROKES.length] ?? STROKES[0];

const round = (value: number) =>
  (value >= 100 ? Math.round(value) : Math.round(value * 100) / 100).toLocaleString('en');

/** Lines over time, with a table of the same numbers for those who cannot see or compare lines. */
export function Chart({ title, unit, lines, window }: ChartProps) {
  const { sinceMs, untilMs } = window;
  const [atMs, setAtMs] = useState<number>();
  const formatTime = useFormatTime();
  const most = Math.max(1, ...lines.flatMap(({ points }) => points.map(({ value }) => value)));
  const isEmpty = lines.every(({ points }) => points.length === 0);
  const times = [...new Set(lines.flatMap(({ points }) => points.map(({ timeMs }) => timeMs)))].toSorted(
    (a, b) => a - b,
  );
  const scale = { window, most };
  const label = `${title}: ${lines.map(({ name }) => name).join(', ') || 'no data'}. The numbers are in the table below.`;
  const shownMs = atMs !== undefined && times.includes(atMs) ? atMs : times.at(-1);
  return (
    <>
      <figcaption className={styles.head}>
        <h2>{title}</h2>
        <small>{shownMs === undefined ? unit : `${unit} · ${formatTime(new Date(shownMs).toISOString())}`}</small>
      </figcaption>
      <div className={styles.plot}>
        <Plot lines={lines} scale={scale} atMs={atMs} label={label} onPoint={setAtMs} times={times} />
        {isEmpty ? (
          <span className={styles.empty}>Nothing since {formatTime(new Date(sinceMs).toISOString())}</span>
        ) : (
          <span className={styles.top}>{round(most)}</span>
        )}
      </div>
      <div className={styles.axis}>
        <span>{formatTime(new Date(sinceMs).toISOString())}</span>
        <span>{formatTime(new Date(untilMs).toISOString())}</span>
      </div>
      <Legend lines={lines} atMs={shownMs} />
      {!isEmpty && <Numbers title={title} lines={lines} times={times} />}
    </>
  );
}

interface PlotProps {
  readonly lines: readonly Line[];
  readonly scale: { readonly window: Window; readonly most: number };
  readonly times: readonly number[];
  readonly atMs: number | undefined;
  readonly label: string;
  readonly onPoint: (timeMs: number | undefined) => void;
}

const nearest = (times: readonly number[], wanted: number) =>
  times.toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0];

function Plot({ lines, scale: { window, most }, times, atMs, label, onPoint }: PlotProps) {
  const { sinceMs, untilMs } = window;
  const x = (timeMs: number) => xOf(timeMs, window);
  function onPointerMove(event: PointerEvent<SVGSVGElement>): void {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    onPoint(nearest(times, sinceMs + ((event.clientX - left) / width) * (untilMs - sinceMs)));
  }
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      onPointerMove={onPointerMove}
      onPointerLeave={() => onPoint(undefined)}
    >
      {[8, HEIGHT / 2 + 4].map((at) => (
        <line key={at} className={styles.grid} x1={0} x2={WIDTH} y1={at} y2={at} vectorEffect="non-scaling-stroke" />
      ))}
      {atMs !== undefined && (
        <line className={styles.cross} x1={x(atMs)} x2={x(atMs)} y1={0} y2={HEIGHT} vectorEffect="non-scaling-stroke" />
      )}
      {lines.map(({ name, points }, index) => (
        <g key={name} stroke={strokeOf(index).stroke} strokeLinecap="round">
          <path className={styles.line} strokeDasharray={strokeOf(index).dash} d={linePath(points, { window, most })} />
          <path className={styles.mark} d={markPath(points, { window, most })} />
        </g>
      ))}
    </svg>
  );
}

function Legend({ lines, atMs }: { readonly lines: readonly Line[]; readonly atMs: number | undefined }) {
  return (
    <ul className={styles.legend}>
      {lines.map(({ name, points }, index) => {
        const value = points.find(({ timeMs }) => timeMs === atMs)?.value;
        return (
          <li key={name}>
            <svg width="18" height="6" aria-hidden>
              <line
                x1="0"
                x2="18"
                y1="3"
                y2="3"
                stroke={strokeOf(index).stroke}
                strokeDasharray={strokeOf(index).dash}
                strokeWidth="2"
              />
            </svg>
            {name} <b>{value === undefined ? '–' : round(value)}</b>
          </li>
        );
      })}
    </ul>
  );
}

/** Written only when it is unfolded: a chart may have hundreds of points. */
function Numbers({
  title,
  lines,
  times,
}: {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly times: readonly number[];
}) {
  const [isOpen, setOpen] = useState(false);
  const formatTime = useFormatTime();
  const columns = [
    { title: 'Time', cell: (timeMs: number) => formatTime(new Date(timeMs).toISOString()) },
    ...lines.map(({ name, points }) => ({
      title: name,
      kind: 'number' as const,
      cell: (timeMs: number) => {
        const value = points.find((point) => point.timeMs === timeMs)?.value;
        return value === undefined ? '–' : round(value);
      },
    })),
  ];
  return (
    <details className={styles.table} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Table</summary>
      {isOpen && <Table label={`${title} as a table`} columns={columns} rows={times.toReversed()} keyOf={String} />}
    </details>
  );
}
