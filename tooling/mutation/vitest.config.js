import { suite } from '@tooling/vitest';
import { areas } from './areas.js';

// Vitest runs in a copy of the workspace in which the code is changed.
const { tests, isolate } = areas[process.env.MUTATION_AREA ?? ''] ?? {};
export default suite({ include: [...(tests ?? [])], isolate });
