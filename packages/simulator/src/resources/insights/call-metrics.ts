import type { Resource, SeedPlace } from '../resource.js';

/** What metrics and events have in common: the call, and its first moments in turn. */
function point({ index, made, parent }: SeedPlace) {
  return {
    call_sid: parent?.sid,
    edge: 'carrier_edge',
    timestamp: new Date(made + 1000 * (index % 4)).toISOString(),
  };
}

export const callMetrics: Resource = {
  name: 'CallMetrics',
  product: 'insights',
  path: '/v1/Voice/{CallSid}/Metrics',
  parents: { CallSid: 'Calls' },
  share: 0.5,
  sample: (_draft, place) => ({
    ...point(place),
    direction: place.index % 2 === 0 ? 'inbound' : 'outbound',
    carrier_edge: { codec: 0, codec_name: 'pcmu', cumulative: { jitter: { avg: 1.2, max: 4.5 }, packets_lost: 0 } },
  }),
};

export const callEvents: Resource = {
  name: 'CallEvents',
  product: 'insights',
  path: '/v1/Voice/{CallSid}/Events',
  parents: { CallSid: 'Calls' },
  share: 1,
  sample: (_draft, place) => ({
    ...point(place),
    group: 'call',
    level: 'INFO',
    name: place.index % 2 === 0 ? 'initiated' : 'completed',
    carrier_edge: { type: 'pstn' },
  }),
};
