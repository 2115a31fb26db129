import { findEntityType } from '@twilio-connector/entities';
import type { Connector } from '../../connector.js';
import type { DataSource } from './data-source.js';

/** Rows through the layers in this process. */
export function createInProcess(connector: Connector, closeFirst: () => Promise<void> = async () => {}): DataSource {
  const { entities } = connector;
  let requests = 0;
  const onAttempt = () => {
    requests += 1;
  };
  const find = (name: string) => findEntityType(entities.catalog, name);
  return {
    rows: (name, { where, sortBy, limit, signal }) =>
      entities.rows(find(name), {
        ...(where && { conditions: where }),
        ...(sortBy && { sortBy }),
        ...(limit !== undefined && { limit }),
        signal,
        onAttempt,
        priority: 'bulk',
      }),
    get: async (name, key) => (await entities.get(find(name), key, { onAttempt })).entity,
    create: async (name, input) => (await entities.create(find(name), input, { onAttempt })).entity,
    update: async (name, entity, input) => (await entities.update(find(name), entity, input, { onAttempt })).entity,
    async delete(name, entity) {
      await entities.delete(find(name), entity, { onAttempt });
    },
    requests: () => requests,
    async close() {
      await connector.close();
      await closeFirst();
    },
  };
}
