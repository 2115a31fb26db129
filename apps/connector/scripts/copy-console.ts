// Copies the files of the console into the package, where the server looks for them. Without a build of the console, the server
// shows a page that says how to build it.
import { cpSync, existsSync } from 'node:fs';
import { basename } from 'node:path';

const from = new URL('../../console/dist/', import.meta.url);
// The manifest of the build is for the test of its size.
const filter = (path: string) => basename(path) !== '.vite';
if (existsSync(from)) cpSync(from, new URL('../dist/console/', import.meta.url), { recursive: true, filter });
