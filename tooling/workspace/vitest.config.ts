import { suite } from '@tooling/vitest';

// These tests build packages, install them from the registry and start processes.
export default suite({ testTimeout: 300_000, hookTimeout: 300_000 });
