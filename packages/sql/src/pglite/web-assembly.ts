import { setFlagsFromString } from 'node:v8';

/** How much memory a module gets, in pages of 64 KiB. */
interface MemoryDescriptor {
  readonly initial: number;
  readonly maximum?: number;
}

declare const MODULE: unique symbol;

/** A compiled module. TypeScript declares WebAssembly in the library of browsers only. */
export interface WebAssemblyModule {
  readonly [MODULE]: true;
}

interface WebAssemblyApi {
  compile(bytes: Uint8Array): Promise<WebAssemblyModule>;
  Memory: new (descriptor: MemoryDescriptor) => { readonly buffer: { readonly byteLength: number } };
}

const { WebAssembly: api } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };

/**
 * After how many calls V8 compiles the passage from a module to one of its imports, for those instantiated from now on.
 * Threads share what it compiles, and the V8 of Node 24 ends the process when two of them drop and take it at once
 * (nodejs/node#64500), so no thread may get there. A call takes some 15 ns longer.
 */
const NEVER_COMPILE_IMPORTS = '--wasm-wrapper-tiering-budget=2147483647';

/** Compiles a module, which several threads can then share. */
export function compileModule(bytes: Uint8Array): Promise<WebAssemblyModule> {
  setFlagsFromString(NEVER_COMPILE_IMPORTS);
  return api.compile(bytes);
}

const PAGE = 65_536;

/**
 * Limits the memory of the module that this thread instantiates next. PGlite has no option for it and asks for 2 GiB.
 *
 * @returns how much memory it has now, in bytes. It never gives any back.
 */
export function capMemory(maxBytes: number): () => number {
  const { Memory } = api;
  const memories: InstanceType<typeof Memory>[] = [];
  api.Memory = class extends Memory {
    constructor(descriptor: MemoryDescriptor) {
      const pages = Math.max(Math.floor(maxBytes / PAGE), descriptor.initial);
      super({ ...descriptor, maximum: Math.min(descriptor.maximum ?? pages, pages) });
      memories.push(this);
    }
  };
  return () => memories.at(-1)?.buffer.byteLength ?? 0;
}
