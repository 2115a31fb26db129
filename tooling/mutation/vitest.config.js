import { suite } from '@tooling/vitest';
import { areas } from './areas.js';

// Vitest runs in a copy of the workspace in which the code is changed.
export default suite({ include: areas[process.env.MUTATION_AREA ?? '']?.tests ?? [] });
