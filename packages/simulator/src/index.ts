export { isSimulatorError, SimulatorError } from './errors.js';
export { parseFaults } from './faults/fault.js';
export { startSimulator } from './server/server.js';
export { createSimulator } from './simulator.js';

export type { SimulatorErrorCode } from './errors.js';
export type { Fault, FaultKind } from './faults/fault.js';
export type { Journal, JournalEntry } from './exchange/journal.js';
export type { ListenOptions, RunningSimulator } from './server/server.js';
export type { Simulator, SimulatorOptions } from './simulator.js';
export type { TimeFilters } from './engine/list-filters.js';
export type { Row } from './model/table.js';
