import { createSignalAllowance } from '../../../src/dispatch/signal-allowance.js';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { ApplicationFailure, type ActivityFunction } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createErrorClassifier } from '../../../src/activities/classify-error.js';
import type { Population } from '../../../src/activities/enrollment-settings.js';
import { createActivities, type Activities } from '../../../src/activities/index.js';
import type { AttentionReason } from '../../../src/contract/attention.js';
import type { failureType } from '../../../src/contract/failures.js';
import { OktaUnreachableError } from '../../../src/okta/okta-errors.js';
import { createFakeAuditStore } from '../../support/fake-audit-store.js';
import { createReactionSettings } from '../../support/reaction-settings.js';
import { createFakeMailer, type FakeMailer } from '../../support/fake-mailer.js';
import { createFakeOkta, type FakeOkta } from '../../support/fake-okta.js';
import { createMailRenderer } from '../../../src/mail/render-mail.js';
import { createSettings } from '../../support/settings.js';
import { noDrift } from '../../support/no-drift.js';

/** Of the worker. */
export const encryptionKey = randomBytes(32);

export interface ActivityEnvironment {
  okta: FakeOkta;
  mailer: FakeMailer;
  activities: Activities;
  /** Runs one attempt as a worker does, with the error classifier behind it. */
  run: <P extends unknown[], R>(activity: ActivityFunction<P, R>, ...args: P) => Promise<R>;
}

export function createActivityEnvironment(
  overrides: Partial<Population> = {},
  okta = createFakeOkta(),
): ActivityEnvironment {
  const mailer = createFakeMailer();
  const settings = createSettings(okta.groups, overrides);
  const environment = new MockActivityEnvironment(
    { attempt: 1 },
    {
      logger: new DefaultLogger('ERROR'),
      interceptors: [({ info }) => ({ inbound: createErrorClassifier(info.attempt) })],
    },
  );
  return {
    okta,
    mailer,
    activities: createActivities({
      ...{ okta, mailer, settings, eventCards: { triggers: [] }, encryptionKey },
      ...{ orgUrl: 'https://example.okta.com', mails: createMailRenderer({}) },
      ...{ allowance: createSignalAllowance(), concerns: () => true },
      ...{ backfill: { inProgress: 40 }, drift: noDrift },
      ...{ audit: createFakeAuditStore(), reactions: { settings: createReactionSettings() } },
    }),
    run: (activity, ...args) => environment.run(activity, ...args),
  };
}

/** What an adapter throws when a request went out and no answer came back. */
export const answerLost = new OktaUnreachableError('POST /api/v1/users/{id}', 'TimeoutError');

/** The attempt ends for good, and the run parks under the reason. */
export async function assertNeedsAttention(
  attempt: Promise<unknown>,
  reason: AttentionReason,
): Promise<void> {
  const failure = await failureOf(attempt);
  assert.equal(failure.type, 'NeedsAttention');
  assert.equal(failure.nonRetryable, true);
  assert.deepEqual(failure.details, [reason]);
}

/** The attempt ends, and Temporal makes another one. */
export async function assertRetryable(
  attempt: Promise<unknown>,
  type: (typeof failureType)[keyof typeof failureType],
): Promise<void> {
  const failure = await failureOf(attempt);
  assert.equal(failure.type, type);
  assert.equal(failure.nonRetryable, false);
}

async function failureOf(attempt: Promise<unknown>): Promise<ApplicationFailure> {
  const [outcome] = await Promise.allSettled([attempt]);
  assert(outcome.status === 'rejected', 'the attempt went through');
  const error: unknown = outcome.reason;
  assert(error instanceof ApplicationFailure);
  assert.doesNotMatch(
    error.message,
    /@|\b\d{7}|00u/,
    'the message holds an address, a number or an id',
  );
  return error;
}
