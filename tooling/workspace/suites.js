import { join } from 'node:path';
import { root } from './toolchain.js';

/** The tests of packages/entities. They fail if too little of what plans, filters and reads is tested line by line. */
export const covered = { cwd: join(root, 'packages/entities'), args: ['--coverage'] };

/** All other tests. */
const others = { cwd: root, args: ['--project', '!@twilio-connector/entities'] };

/** What `npm test` runs, one suite after the other. With the names of files, it runs only those, without coverage. */
export function suitesFor(files) {
  return files.length > 0 ? [{ cwd: root, args: files }] : [covered, others];
}
