import { afterAll, vi } from 'vitest';

// Test files share their worker, so none may leave a changed clock behind.
afterAll(() => void vi.useRealTimers());
