import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import styles from '../charts/chart.module.css';
import { FAILED_CALLS, TRANSACTIONS } from '../charts/declarations.ts';
import { LiveChart } from '../charts/live-chart.tsx';
import { useFormatTime } from '../format/clock.ts';
import { rangeOf } from '../format/ranges.ts';
import { count } from '../format/words.ts';
import { type Connection, nodesOf, placeOf } from '../resources/connection.ts';
import { Facts } from '../ui/facts.tsx';
import { Section } from '../ui/page.tsx';
import { needQuery, nodesFor } from './need.ts';

const DAY = rangeOf('24h');

/** The last 24 hours: what was sent, what failed, and whether the nodes were enough. */
export function Usage({ connection }: { readonly connection: Connection }) {
  const place = placeOf(connection.name);
  return (
    <Section
      title="Last 24 hours"
      actions={
        <Link to="/c/$project/$location/$connection/monitoring" params={place} search={{ range: DAY.id }}>
          All charts
        </Link>
      }
    >
      <div className={styles.pair}>
        <LiveChart place={place} chart={TRANSACTIONS} range={DAY} />
        <LiveChart place={place} chart={FAILED_CALLS} range={DAY} />
      </div>
      <Need connection={connection} />
    </Section>
  );
}

/** The nodes of a connection against what it needed. */
function Need({ connection }: { readonly connection: Connection }) {
  const formatTime = useFormatTime();
  const { least, most } = nodesOf(connection);
  const { data } = useQuery(needQuery(placeOf(connection.name)));
  const { nodes, busiest, throttled = 0 } = data ?? {};
  const needed = nodesFor(busiest?.perSecond ?? 0);
  const known = (text: string) => (data ? text : '…');
  return (
    <Facts
      facts={[
        ['Nodes now', known(nodes === undefined ? 'none in the last two minutes' : `${nodes} (${least} to ${most})`)],
        ['Needed at most', known(busiest ? neededWords(busiest, formatTime) : 'none: nothing was sent')],
        ['Throttled', known(throttled === 0 ? 'nothing waited for a slot' : throttledWords(throttled, needed >= most))],
      ]}
    />
  );
}

function neededWords(
  { timeMs, perSecond }: { timeMs: number; perSecond: number },
  formatTime: (text: string) => string,
) {
  const minute = formatTime(new Date(timeMs).toISOString());
  return `${count(nodesFor(perSecond), 'node')}, for ${perSecond.toFixed(1)} requests a second in the minute before ${minute}`;
}

function throttledWords(throttled: number, isAtMost: boolean): string {
  const remedy = isAtMost ? 'More nodes would help.' : 'The nodes grew in time for the rest.';
  return `${count(throttled, 'request')} waited for a slot. ${remedy}`;
}
