import { testReadme } from '@tooling/vitest/readme';

testReadme(new URL('../README.md', import.meta.url));
