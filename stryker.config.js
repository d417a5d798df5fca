export default {
  // Stryker's runner for mocha knows mocha up to 11: each mutant is a process of its own.
  testRunner: 'command',
  commandRunner: {
    command:
      'node --import tsx node_modules/mocha/bin/mocha.js --no-config --bail --reporter dot test/unit/workflows/decide-completion.test.ts test/unit/workflows/decide-skip.test.ts test/unit/workflows/decide-waiting.test.ts test/unit/workflows/read-request.test.ts',
  },
  mutate: ['src/workflows/decide-*.ts', 'src/workflows/read-request.ts'],
  ignorePatterns: ['dist', 'test/histories'],
  reporters: ['clear-text', 'progress-append-only'],
  concurrency: 2,
};
