#!/usr/bin/env node
// Without static imports, so that any Node can start this file and say which one is needed.

const REQUIRED = [22, 18] as const;
const VERSION_FLAGS = ['--version', '-V'];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > REQUIRED[0] || (major === REQUIRED[0] && minor >= REQUIRED[1])) {
  const { default: packageJson } = await import('../package.json', { with: { type: 'json' } });
  const [first = '', ...rest] = process.argv.slice(2);
  if (VERSION_FLAGS.includes(first) && rest.length === 0) {
    // Scripts ask often, and the commands take longer to load than Node itself.
    process.stdout.write(`${packageJson.version}\n`);
  } else {
    const { enableCompileCache } = await import('node:module');
    // The compile cache halves the start-up time of a command.
    enableCompileCache();
    const { interpretSchemas } = await import('./cli/interpret-schemas.js');
    interpretSchemas();
    const { runProgram } = await import('./cli/program.js');
    await runProgram(process);
  }
} else {
  process.stderr.write(
    `twilio-connector: Node.js ${REQUIRED.join('.')} or later is required; this is ${process.versions.node}. ` +
      'Install a newer one from https://nodejs.org. In a clone of the repository, `npm run cli -- <arguments>` brings its own.\n',
  );
  process.exitCode = 1;
}
