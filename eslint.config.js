import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Globals that belong to one layer each, and the layers that may name them. */
const LAYER_GLOBALS = [
  { names: ['document', 'window', 'localStorage'], layers: ['web/ui', 'web/charts'] },
  { names: ['performance'], layers: ['web/platform'] },
  { names: ['navigator', 'SharedArrayBuffer'], layers: ['web/platform', 'web/workers'] },
  { names: ['self', 'postMessage'], layers: ['web/workers'] },
];

const LAYERS = ['shared', 'datasets', 'stats', 'engines', 'platform', 'workers', 'bench', 'charts', 'ui'];

/** What a layer must not import, in terms of the other layers: an arrow points one way only. */
const FORBIDDEN_IMPORTS = {
  shared: ['datasets', 'stats', 'engines', 'platform', 'workers', 'bench', 'charts', 'ui'],
  datasets: ['stats', 'engines', 'platform', 'workers', 'bench', 'charts', 'ui'],
  stats: ['datasets', 'engines', 'platform', 'workers', 'bench', 'charts', 'ui'],
  engines: ['datasets', 'stats', 'workers', 'bench', 'charts', 'ui'],
  platform: ['datasets', 'stats', 'engines', 'workers', 'bench', 'charts', 'ui'],
  workers: ['bench', 'charts', 'ui'],
  bench: ['charts', 'ui'],
  charts: ['datasets', 'engines', 'platform', 'workers', 'ui'],
};

/** Loops over typed arrays index within bounds they have just checked; `!` says so without a run-time cost. */
const NUMERIC_LOOPS = ['web/{shared,datasets,stats,engines,bench,charts}/**', 'tests/**', 'e2e/**'];

const globalRules = LAYERS.map((layer) => ({
  files: [`web/${layer}/**`],
  rules: {
    'no-restricted-globals': [
      'error',
      ...LAYER_GLOBALS.filter(({ layers }) => !layers.includes(`web/${layer}`)).flatMap(({ names, layers }) =>
        names.map((name) => ({ name, message: `"${name}" belongs in ${layers.join(' and ')}.` })),
      ),
    ],
  },
}));

const importRules = Object.entries(FORBIDDEN_IMPORTS).map(([layer, others]) => ({
  files: [`web/${layer}/**`],
  plugins: { '@typescript-eslint': tseslint.plugin },
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: others.map((other) => ({
          regex: `^(\\.\\./)+${other}/`,
          message: `web/${layer} must not know web/${other}.`,
          // A type says what is handed over and brings no code along; the shared words know nobody at all.
          allowTypeImports: layer !== 'shared',
        })),
      },
    ],
  },
}));

export default defineConfig(
  { ignores: ['node_modules', 'build', 'dist', 'web/public', 'test-results', 'playwright-report', 'bench-results'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers are what this project prints.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  { files: NUMERIC_LOOPS, rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  // A kernel's `(best = s), (label = c)` is one thought and one line.
  { files: ['web/engines/js/**'], rules: { '@typescript-eslint/no-unused-expressions': 'off' } },
  { files: ['**/*.js', '**/*.mjs'], languageOptions: { globals: globals.node } },
  ...globalRules,
  ...importRules,
);
