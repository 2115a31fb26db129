export { FaultError, parseFaults } from './faults.js';
export { startSimulator } from './server.js';
export { createSimulator } from './simulator.js';

export type { Fault, FaultKind } from './faults.js';
export type { Journal, JournalEntry } from './journal.js';
export type { ListenOptions, RunningSimulator } from './server.js';
export type { Simulator, SimulatorOptions } from './simulator.js';
export type { Row } from './store.js';
