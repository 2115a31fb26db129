import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** `(module (import "m" "f" (func $f)) (func (export "g") (param i32) …))`, whose `g` calls `f` so many times. */
const SECTIONS = {
  header: '0061736d01000000',
  types: '01080260000060017f00',
  imports: '020701016d01660000',
  functions: '03020101',
  exports: '07050101670001',
  code: '0a1201100003401000200041016b22000d000b0b',
};
const MODULE = Object.values(SECTIONS).join('');

/** Instantiates the module in a process of its own, since flags of V8 are those of a process, and calls its import. */
async function compiledCode(compile: string): Promise<string> {
  const script = `
    import { setFlagsFromString } from 'node:v8';
    import { compileModule } from '${new URL('web-assembly.ts', import.meta.url).href}';
    setFlagsFromString('--print-wasm-stub-code');
    const module = await ${compile}(Buffer.from('${MODULE}', 'hex'));
    new WebAssembly.Instance(module, { m: { f() {} } }).exports.g(5_000);`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--no-warnings',
    '--input-type=module',
    '-e',
    script,
  ]);
  return stdout;
}

test('V8 never compiles the passage to an import, which threads would share', async () => {
  expect(await compiledCode('WebAssembly.compile')).toContain('kind: wasm-to-js');
  expect(await compiledCode('compileModule')).not.toContain('kind: wasm-to-js');
});
