import { suite } from '@tooling/vitest';

export default suite();
