export { isSimulatorError, SimulatorError } from './errors.js';
export { parseFaults } from './faults/fault.js';
export { clockFrom } from './model/clock.js';
export { startSimulator } from './server/server.js';
export { createSimulator } from './simulator.js';

export type { SimulatorErrorCode } from './errors.js';
export type { Journal, JournalEntry } from './exchange/journal.js';
export type { Fault, FaultKind } from './faults/fault.js';
export type { Clock } from './model/clock.js';
export type { TimeFilters } from './model/resource.js';
export type { Row } from './model/row.js';
export type { InboundMessage } from './resources/messaging/inbound-message.js';
export type { ListenOptions, RunningSimulator } from './server/server.js';
export type { Simulator, SimulatorOptions } from './simulator.js';
export type { WebhookDelivery } from './webhooks/delivery-record.js';
export type { Webhooks } from './webhooks/webhooks.js';
