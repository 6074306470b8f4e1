/** The face of the generated WebAssembly modules (cpp/bindings/embind.cpp), written by hand: emcc 3.1.6 makes no types. */

/** An embind object: lives in WebAssembly memory until `delete()`. */
export interface Session {
  /** Threads the last fit used; before any, those of the pool. */
  threads(): number;
  /** Measures this machine in some milliseconds; from then on each fit gets one thread or all, whichever is faster. */
  chooseThreads(): void;
  kernels(): string;
  /** What was wrong with the last call that did not return 0. */
  message(): string;
  /** These return a status: 0 for done. */
  reserve(n: number, d: number): number;
  check(): number;
  reserveStart(k: number): number;
  fit(k: number, init: number, seed: number, stop: number, tol: number, maxIter: number, empty: number): number;
  /** Fits every k from 1 to kMax; `onDone` is told the fits done, when one ended on this thread. */
  sweep(
    kMax: number,
    init: number,
    seed: number,
    stop: number,
    tol: number,
    maxIter: number,
    empty: number,
    across: boolean,
    onDone: (done: number) => void,
  ): number;
  sweepsAcross(kMax: number): boolean;
  begin(k: number, init: number, seed: number, stop: number, tol: number, maxIter: number, empty: number): number;
  update(): number;
  seed(): void;
  assign(): void;
  finished(): boolean;
  stats(): void;
  summarize(): void;
  iterations(): number;
  converged(): boolean;
  inertia(): number;
  statsInertia(): number;
  statsChanged(): number;
  statsShift(): number;
  statsEmpties(): number;
  /** Views into WebAssembly memory, valid only until the next call. */
  /** After `sweep`, three numbers a k: inertia, iterations, and 1 where the fit converged. */
  sweepView(): Float64Array;
  pointsView(): Float64Array;
  startView(): Float64Array;
  labelsView(): Int32Array;
  centroidsView(): Float64Array;
  delete(): void;
}

export interface KMeansModule {
  readonly blockRows: number;
  /** `algorithm` counts as kmeans::Algorithm: 0 lloyd, 1 exact. */
  readonly Session: new (threads: number, algorithm: number) => Session;
}

/** What the factory is given: the subset of Emscripten's module options in use. */
export interface ModuleOptions {
  /** Threads to start beside the caller's own; only the `threads` module reads it. */
  readonly extraThreads: number;
  readonly wasmMemory?: WebAssembly.Memory;
  /** The bytes of the module, where the glue cannot fetch them (Node). */
  readonly wasmBinary?: Uint8Array;
  /** Makes the instance in the glue's place, and hands it over with its module, which the threads then get. */
  readonly instantiateWasm?: (
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ) => object;
}

export type ModuleFactory = (options: ModuleOptions) => Promise<KMeansModule>;
