import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';

// Preloaded into a server. Kills the process, like `kill -9`, at its n-th disk write, so that every possible interruption
// of a start is tested, not only those that a timer happens to hit.
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
// The system takes two steps: it creates the file, then writes the content.
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
