/** Where the generated WebAssembly modules are: absolute, and the same for the page and its workers. */
export function wasmBase(): string {
  return new URL(`${import.meta.env.BASE_URL}wasm/`, globalThis.location.href).href;
}
