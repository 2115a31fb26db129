// Copies the built console beside the built server, which serves it: the last step of the build.
import { cpSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = join(dirname(fileURLToPath(import.meta.resolve('@twilio-connector/console/package.json'))), 'dist');
const served = fileURLToPath(new URL('../dist/console', import.meta.url));
rmSync(served, { recursive: true, force: true });
cpSync(built, served, { recursive: true, filter: (path) => !path.endsWith('.vite') });
