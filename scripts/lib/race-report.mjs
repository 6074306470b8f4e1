/** A race's result as text for a terminal and as rows for a file. Pure. */

/** Smallest number of pairs that can give a verdict: below it the median has no 95 % interval. */
const LEAST_PAIRS = 6;

const figure = (value) => (Number.isFinite(value) ? String(Number(value.toPrecision(7))) : String(value));
const ms = (value) => (value === null ? '-' : value >= 100 ? value.toFixed(0) : value.toPrecision(3));
const score = (value) => (value === null ? '-' : value.toFixed(4));
const times = (value) => `${value.toFixed(2)}x`;

const COLUMNS = [
  ['threads', ({ threads }) => String(threads)],
  ['median ms', ({ medianMs }) => ms(medianMs)],
  ['MAD', ({ madMs }) => ms(madMs)],
  ['cold ms', ({ coldMs }) => ms(coldMs)],
  ['load', ({ phasesMs }) => ms(phasesMs.load)],
  ['copy in', ({ phasesMs }) => ms(phasesMs.copyIn)],
  ['seeding', ({ phasesMs }) => ms(phasesMs.init)],
  ['assign', ({ phasesMs }) => ms(phasesMs.assign)],
  ['update', ({ phasesMs }) => ms(phasesMs.update)],
  ['copy out', ({ phasesMs }) => ms(phasesMs.copyOut)],
  ['iterations', ({ iterations, converged }) => `${iterations}${converged ? '' : ' (cap)'}`],
  ['inertia', ({ inertia }) => figure(inertia)],
  ['ARI', ({ ari }) => score(ari)],
  ['NMI', ({ nmi }) => score(nmi)],
  ['labels', ({ labelsSha256 }) => labelsSha256.slice(0, 8)],
];

/**
 * The whole report.
 * @param {import('../../web/shared/result').RaceResult} result
 * @returns {string}
 */
export function reportText(result) {
  return [
    table(result.engines),
    '',
    ...verdicts(result),
    sameAnswer(result),
    ...badges(result),
    environment(result),
  ].join('\n');
}

/**
 * The timed samples as CSV, one row each, rounds counted from 1.
 * @param {import('../../web/shared/result').RaceResult} result
 * @returns {string}
 */
export function samplesCsv({ engines }) {
  const rows = engines.flatMap(({ id, threads, samplesMs }) =>
    samplesMs.map((x, i) => `${id},${threads},${i + 1},${x}`),
  );
  return ['engine,threads,round,ms', ...rows, ''].join('\n');
}

function table(engines) {
  const rows = [
    ['lane', ...COLUMNS.map(([head]) => head)],
    ...engines.map((engine) => [engine.id, ...COLUMNS.map(([, cell]) => cell(engine))]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ');
  return rows.map(line).join('\n');
}

/** Every WebAssembly lane against the fastest JavaScript lane; every pair where only one language raced. */
function verdicts({ engines, comparisons }) {
  const pairs = engines.flatMap((a, i) => engines.slice(i + 1).map((b) => [a, b]));
  const isJs = ({ id }) => id.startsWith('js');
  const [best] = engines.filter(isJs).sort((a, b) => a.medianMs - b.medianMs);
  const mixed = best !== undefined && engines.some((engine) => !isJs(engine));
  const isKey = ([a, b]) => (a === best && !isJs(b)) || (b === best && !isJs(a));
  return comparisons.flatMap((found, i) => (!mixed || isKey(pairs[i]) ? [verdict(found, pairs[i])] : []));
}

/** A comparison from the faster lane's side. */
function verdict({ ratio, ciLow, ciHigh, verdict: who }, [a, b]) {
  const count = a.samplesMs.length;
  const pairs = `${count} pair${count === 1 ? '' : 's'}`;
  if (who === 'too-close-to-call') {
    const why = count < LEAST_PAIRS ? `has no verdict: ${LEAST_PAIRS} pairs are needed` : 'is too close to call';
    return `${b.id} against ${a.id} ${why} (${times(ciLow)} to ${times(ciHigh)}, ${pairs})`;
  }
  const [fast, slow] = who === 'b-faster' ? [b, a] : [a, b];
  const [factor, low, high] = who === 'b-faster' ? [ratio, ciLow, ciHigh] : [1 / ratio, 1 / ciHigh, 1 / ciLow];
  return `${fast.id} is ${times(factor)} faster than ${slow.id} (${times(low)} to ${times(high)}, ${pairs})`;
}

function sameAnswer({ sameAnswer: same, engines, dataset }) {
  if (engines.length < 2) return 'same answer: not shown, as only one lane raced';
  return same
    ? `same answer: yes, ${engines.length} lanes equal bit for bit on ${dataset.n} x ${dataset.d} points (${dataset.sha256.slice(0, 8)})`
    : 'same answer: NO, so there is no verdict';
}

function badges({ badges: list }) {
  return list.map((badge) => `note: ${badge}`);
}

function environment({ environment: env, version }) {
  const browser = /(?:HeadlessChrome|Chrome|Firefox)\/[\d.]+/.exec(env.userAgent)?.[0] ?? env.userAgent;
  const has = (name, there) => (there ? name : `no ${name}`);
  return [
    `kmeans-race ${version}`,
    browser,
    has('isolation', env.crossOriginIsolated),
    has('shared memory', env.sharedArrayBuffer),
    has('SIMD', env.simd),
    `${env.hardwareConcurrency} processors`,
    `clock ${Number(env.timerResolutionMs.toPrecision(2))} ms`,
  ].join(', ');
}
