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
  Memory: new (descriptor: MemoryDescriptor) => object;
}

const { WebAssembly: api } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };

/** Compiles a module, which several threads can then share. */
export const compileModule = (bytes: Uint8Array): Promise<WebAssemblyModule> => api.compile(bytes);

const PAGE = 65_536;

/** Limits the memory of all modules that this thread instantiates from now on. PGlite has no option for it and asks for 2 GiB. */
export function capMemory(maxBytes: number): void {
  const { Memory } = api;
  api.Memory = class extends Memory {
    constructor(descriptor: MemoryDescriptor) {
      const pages = Math.max(Math.floor(maxBytes / PAGE), descriptor.initial);
      super({ ...descriptor, maximum: Math.min(descriptor.maximum ?? pages, pages) });
    }
  };
}
