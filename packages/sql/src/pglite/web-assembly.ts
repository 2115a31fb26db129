/** How much memory a module gets, in pages of 64 KiB. */
interface MemoryDescriptor {
  readonly initial: number;
  readonly maximum?: number;
}

interface WebAssemblyApi {
  compile(bytes: Uint8Array): Promise<WebAssembly.Module>;
  Memory: new (descriptor: MemoryDescriptor) => object;
}

// TypeScript declares it in the library of browsers only.
const { WebAssembly: api } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };

/** Compiles a module, which several threads can then share. */
export const compileModule = (bytes: Uint8Array): Promise<WebAssembly.Module> => api.compile(bytes);

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
