// Copies the files of the console into the package, where the server looks for them. Without a build of the console, the server
// shows a page that says how to build it.
import { cpSync, existsSync } from 'node:fs';

const from = new URL('../../console/dist/', import.meta.url);
if (existsSync(from)) cpSync(from, new URL('../dist/console/', import.meta.url), { recursive: true });
