import { suite } from '@tooling/vitest';

/** Not a test of anything: `pnpm screenshots` takes the pictures in docs/console/. */
export default suite({ include: ['test/console/screenshots.ts'], globalSetup: 'test/processes/build-command.ts' });
