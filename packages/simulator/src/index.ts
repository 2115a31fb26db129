export { isSimulatorError, SimulatorError } from './errors.js';
export { parseFaults } from './fault.js';
export { startSimulator } from './server.js';
export { createSimulator } from './simulator.js';

export type { SimulatorErrorCode } from './errors.js';
export type { Fault, FaultKind } from './fault.js';
export type { Journal, JournalEntry } from './journal.js';
export type { ListenOptions, RunningSimulator } from './server.js';
export type { Simulator, SimulatorOptions } from './simulator.js';
export type { TimeFilters } from './engine/filter.js';
export type { Row } from './store.js';
