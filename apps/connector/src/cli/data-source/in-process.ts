import { type BulkReport, findEntityType } from '@twilio-connector/entities';
import type { Connector } from '../../connector.js';
import type { BulkOutcome, DataSource } from './data-source.js';

/** Rows through the layers in this process. */
export function createInProcess(connector: Connector, closeFirst: () => Promise<void> = async () => {}): DataSource {
  const { entities, actions } = connector;
  let requests = 0;
  const onAttempt = () => {
    requests += 1;
  };
  const find = (name: string) => findEntityType(entities.catalog, name);
  return {
    async *rows(name, { where = '', sortBy, limit, maxRequests, allParents: allowParentScan, signal, warn }) {
      const how = { limit, maxRequests, allowParentScan, signal, onAttempt, priority: 'bulk' as const };
      const query = { conditions: where, sortBy, ...how };
      const rows = entities.rows(find(name), query);
      yield* rows;
      for (const warning of rows.metadata.warnings) warn(warning);
    },
    get: async (name, key, signal) => (await entities.get(find(name), key, { onAttempt, signal })).entity,
    create: async (name, input) => (await entities.create(find(name), input, { onAttempt })).entity,
    update: async (name, key, input) => (await entities.update(find(name), key, input, { onAttempt })).entity,
    async delete(name, key) {
      await entities.delete(find(name), key, { onAttempt });
    },
    updateMany: async (name, conditions, input, way) =>
      toOutcome(await entities.updateMany(find(name), { conditions }, input, { ...way, onAttempt })),
    deleteMany: async (name, conditions, way) =>
      toOutcome(await entities.deleteMany(find(name), { conditions }, { ...way, onAttempt })),
    execute: async (name, parameters) => (await actions.execute(actions.find(name), parameters, { onAttempt })).results,
    download: async (name, parameters) => (await actions.download(actions.find(name), parameters, { onAttempt })).body,
    requests: () => requests,
    async close() {
      await connector.close();
      await closeFirst();
    },
  };
}

function toOutcome({ found, done, failed, notReached, stopped }: BulkReport): BulkOutcome {
  const reasons = failed.map(({ key, error }) => ({ key, message: error.message }));
  return { found, done, failed: reasons, notReached, ...(stopped && { stopped: stopped.message }) };
}
