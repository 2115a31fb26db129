import { suite } from '@tooling/vitest';

export default suite({ globalSetup: './test/data-directory.ts' });
