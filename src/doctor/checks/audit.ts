import { check, failure, ok, unknown, warning, type Check } from '../check.js';

const notFromHere = 'Look into the database of the audit store, or set DATABASE_URL here.';

export const auditChecks: Check[] = [
  check('audit-store', {
    title: 'What is done is recorded',
    needs: ['settings'],
    remedy: 'Set DATABASE_URL to a PostgreSQL database, and run `preenroll migrate`.',
    byHand: 'See whether DATABASE_URL is set for the worker.',
    judge: ({ settings: { audit } }) =>
      ({
        none: () => warning('DATABASE_URL=none: nothing is recorded'),
        embedded: () =>
          unknown('DATABASE_URL is not set: `preenroll up` brings a store of its own', notFromHere),
        database: () => ok('in a database'),
      })[audit](),
  }),

  check('audit-migrated', {
    title: 'The audit store is set up for this version',
    needs: ['auditMigrations'],
    remedy: 'Run `preenroll migrate` with the role that owns the tables.',
    byHand: notFromHere,
    judge: ({ auditMigrations: { pending } }) =>
      pending.length === 0
        ? ok('all migrations have run')
        : failure(`not run: ${pending.join(', ')}`),
    judgeFailure: ({ kind, text }) => (kind === 'refused' ? failure(text) : undefined),
  }),

  check('audit-writable', {
    title: 'The audit store can be written to',
    needs: ['auditProbe'],
    remedy:
      'See whether the database is up and has room, and what its role may: `preenroll migrate --grant-to <role>`. Until then nothing is done.',
    byHand: notFromHere,
    judge: () => ok('a record was written and taken back'),
    judgeFailure: ({ kind, text }) => (kind === 'refused' ? failure(text) : undefined),
  }),
];
