import { suite } from '@tooling/vitest';

// These tests build, install from the registry and start processes.
export default suite({ testTimeout: 300_000, hookTimeout: 300_000 });
