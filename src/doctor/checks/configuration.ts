import { check, failure, ok, warning } from '../check.js';

export const configurationChecks = [
  check('configuration-valid', {
    title: 'The configuration is valid',
    needs: ['settings'],
    remedy: 'Correct what is named; docs/configuration.md lists every key.',
    byHand: 'Start the worker: it says what is wrong.',
    judge: ({ settings: { populations } }) => ok(`populations: ${populations.length}`),
    judgeFailure: ({ text }) => failure(text),
  }),

  check('configuration-names', {
    title: 'No variable looks like one of ours and is none',
    needs: ['oddNames'],
    remedy: 'Rename it as it is meant, or take it away.',
    byHand: 'Compare the environment with docs/configuration.md.',
    judge: ({ oddNames }) =>
      oddNames.length === 0
        ? ok('none')
        : warning(oddNames.map(({ name, nearest }) => `${name}: ${nearest} is meant?`).join(', ')),
  }),
];
