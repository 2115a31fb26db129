/** Chooses which connections have a label of their own in the metrics, so that the number of series has a bound. */
export interface ConnectionLabels {
  /** Counts a transaction of the connection. @returns its name, or `other` */
  count(connection: string): string;
  /** The label of a connection without traffic. It gets its own one only while there are enough. */
  labelOf(connection: string): string;
}

/** Stands for all connections without a label of their own. */
const OTHER_CONNECTIONS = 'other';

/**
 * The connections with the most traffic keep their labels. Once there are `max`, another one gets a label when it has had twice
 * the traffic of the least busy one, whose traffic is `other` from then on. Thus labels seldom change hands.
 */
export function createConnectionLabels(max: number): ConnectionLabels {
  const counts = new Map<string, number>();
  const labelled = new Set<string>();
  const admit = (connection: string, traffic: number): boolean => {
    if (labelled.size >= max) {
      // Looking for the least busy one takes a while, so it is done only when the traffic has doubled.
      if (!Number.isInteger(Math.log2(traffic))) return false;
      const [least, its] = [...labelled].map((name) => [name, counts.get(name) ?? 0] as const).reduce(lesser);
      if (traffic < its * 2) return false;
      labelled.delete(least);
    }
    labelled.add(connection);
    return true;
  };
  return {
    labelOf(connection) {
      if (labelled.size < max) labelled.add(connection);
      return labelled.has(connection) ? connection : OTHER_CONNECTIONS;
    },
    count(connection) {
      const traffic = (counts.get(connection) ?? 0) + 1;
      counts.set(connection, traffic);
      return labelled.has(connection) || admit(connection, traffic) ? connection : OTHER_CONNECTIONS;
    },
  };
}

type Traffic = readonly [name: string, count: number];

function lesser(a: Traffic, b: Traffic): Traffic {
  return b[1] < a[1] ? b : a;
}
