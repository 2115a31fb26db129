import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';

// Loaded before a server: ends it, as `kill -9` does, at its n-th step that changes something on the disk. Every place at
// which a start can be cut off is reached so, and not just those that a clock happens to hit.
const at = Number(process.env.CRASH_AT_STEP);
let steps = 0;

function step() {
  steps += 1;
  if (steps === at) process.kill(process.pid, 'SIGKILL');
}

function before(target, name) {
  const original = target[name];
  target[name] = function (...args) {
    step();
    return Reflect.apply(original, this, args);
  };
}

for (const name of ['mkdirSync', 'writeSync', 'fsyncSync', 'linkSync', 'renameSync', 'rmSync', 'chmodSync'])
  before(fs, name);
// Two steps for the system: the file is there, and then what is in it.
const { writeFileSync } = fs;
fs.writeFileSync = (file, text, options) => {
  step();
  writeFileSync(file, '', options);
  step();
  writeFileSync(file, text, { mode: options?.mode });
};
before(DatabaseSync.prototype, 'exec');
for (const name of ['run', 'all', 'get']) before(StatementSync.prototype, name);
syncBuiltinESMExports();
