import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier/flat';
import boundaries from 'eslint-plugin-boundaries';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

// Which room may import which; what is not listed is an error. The wiring (config, logger, temporal, worker, gateway) stands
// outside the rooms: only the cli and the demo reach for it.
const rooms = [
  ...['contract', 'workflows', 'activities', 'dispatch', 'hook-gateway', 'okta', 'mail'],
  ...['event-card', 'payload-codec', 'freeze', 'operate', 'backfill', 'temporal-server', 'cli'],
  ...['audit', 'reaction', 'tickets', 'chat', 'egress', 'doctor', 'setup'],
  ...['codec-server', 'health', 'worker-health', 'recover', 'tracing'],
  ...['configuration', 'temporal', 'schedules', 'process', 'worker'],
].map((type) => ({ type, pattern: `src/${type}` }));
const outside = ['okta-emulator', 'demo'].map((type) => ({ type, pattern: type }));
const wiring = { type: 'wiring', pattern: 'src' };

const element = (type) => ({ element: { type } });
const mayImport = (from, ...to) => ({
  from: element(from),
  allow: { to: { element: { types: { anyOf: [from, ...to] } } } },
});
const mayImportTypesOf = (from, to) => ({
  from: element(from),
  allow: { to: element(to), dependency: { kind: 'type' } },
});

export default defineConfig(
  globalIgnores(['dist']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [
      eslint.configs.recommended,
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
    ],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      eqeqeq: 'error',
      'no-console': 'error',
      'object-shorthand': 'error',
    },
  },
  {
    files: ['src/**/*.ts', 'okta-emulator/**/*.ts', 'demo/**/*.ts'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': [...rooms, ...outside, wiring],
      'import/resolver': { typescript: true },
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: [
            mayImport('contract'),
            mayImport('workflows', 'contract'),
            mayImportTypesOf('workflows', 'activities'),
            mayImport(
              'activities',
              ...['contract', 'dispatch', 'event-card', 'freeze', 'okta', 'mail', 'payload-codec'],
              ...['audit', 'reaction', 'tickets', 'chat'],
            ),
            mayImport('audit'),
            mayImport('reaction', 'contract', 'dispatch', 'tickets'),
            mayImport('tickets', 'egress'),
            mayImport('chat', 'egress'),
            mayImport('egress'),
            mayImport('dispatch', 'contract'),
            mayImport('freeze', 'contract'),
            mayImport('event-card', 'contract', 'dispatch', 'payload-codec'),
            mayImport('payload-codec'),
            mayImport('codec-server', 'payload-codec'),
            mayImport('hook-gateway', 'contract', 'dispatch', 'event-card', 'health'),
            mayImport('okta', 'contract'),
            mayImport('mail', 'contract'),
            mayImport('setup', 'contract', 'dispatch', 'okta'),
            mayImport('temporal-server'),
            mayImport('health'),
            mayImport('worker-health', 'health'),
            mayImport('tracing', 'contract', 'okta'),
            mayImport(
              'configuration',
              ...['contract', 'activities', 'dispatch', 'okta', 'payload-codec', 'reaction'],
              ...['tickets', 'doctor'],
            ),
            mayImport('schedules', 'contract', 'payload-codec', 'configuration'),
            mayImport(
              'temporal',
              ...['contract', 'dispatch', 'payload-codec', 'temporal-server', 'configuration'],
            ),
            mayImport('process', 'contract', 'configuration', 'health', 'tracing'),
            mayImport('worker', 'wiring', ...rooms.map(({ type }) => type)),
            mayImport('wiring', ...rooms.map(({ type }) => type)),
            mayImport('operate', 'contract', 'dispatch'),
            mayImport(
              'backfill',
              ...['contract', 'workflows', 'activities', 'okta', 'payload-codec'],
            ),
            mayImport(
              'recover',
              ...['contract', 'workflows', 'activities', 'dispatch', 'okta', 'backfill'],
            ),
            mayImport(
              'doctor',
              ...['contract', 'activities', 'okta', 'operate', 'mail', 'audit', 'backfill'],
            ),
            mayImport(
              'cli',
              ...['wiring', 'contract', 'operate', 'freeze', 'event-card', 'payload-codec'],
              ...['configuration', 'temporal', 'process', 'worker'],
              ...[
                'audit',
                'backfill',
                'setup',
                'temporal-server',
                'demo',
                'doctor',
                'codec-server',
                'health',
                'worker-health',
                'recover',
              ],
            ),
            mayImport('okta-emulator'),
            mayImport(
              'demo',
              ...['wiring', 'contract', 'dispatch', 'temporal-server', 'doctor', 'okta-emulator'],
              ...['configuration', 'temporal', 'process', 'worker'],
            ),
          ],
        },
      ],
    },
  },
  {
    // Everything that ends up in the workflow bundle. The bundler already rejects Node built-ins and
    // activity, client and worker imports; these rules cover what it lets through.
    files: ['src/contract/**/*.ts', 'src/workflows/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: String.raw`^(?!@temporalio/(workflow|common)$|\.{1,2}/)`,
              message:
                'Sandboxed code imports only @temporalio/workflow, @temporalio/common and its own files.',
            },
          ],
        },
      ],
      'no-restricted-globals': ['error', 'process', 'Buffer', 'fetch', 'setInterval'],
      'no-restricted-syntax': [
        'error',
        { selector: 'MetaProperty', message: 'import.meta differs between worker and replay.' },
        {
          selector: 'Program > VariableDeclaration[kind!="const"]',
          message: 'Module state outlives one workflow and leaks into the next.',
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts', 'okta-emulator/**/*.ts', 'demo/**/*.ts'],
    ignores: [
      'src/configuration/config.ts',
      'src/configuration/temporal-config.ts',
      'okta-emulator/main.ts',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message:
            'Read the environment only in src/configuration/config.ts and src/configuration/temporal-config.ts.',
        },
      ],
    },
  },
  {
    // The hook gateway answers within Okta's three seconds and starts in one: no Okta SDK, no worker, no workflow code.
    files: ['src/{hook-gateway,dispatch,event-card,payload-codec,codec-server}/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^(@okta/|@temporalio/(worker|workflow|activity)$)' }] },
      ],
    },
  },
  prettier,
);
