import { suite } from '@tooling/vitest';
export default suite({ include: ['test/console/zz.ts'] });
