import assert from 'node:assert/strict';
import { Metadata, status } from '@grpc/grpc-js';
import { NamespaceNotFoundError, ServiceError } from '@temporalio/client';
import { AuditUnavailableError } from '../../../src/audit/audit-store.js';
import { DirectoryInUseError } from '../../../src/audit/embedded/lock-directory.js';
import { NotFoundError } from '../../../src/cli/not-found-error.js';
import { toOperatorRequest } from '../../../src/cli/operator-request.js';
import { InputError } from '../../../src/cli/read-stored-events.js';
import { reportFailure } from '../../../src/cli/report-failure.js';
import { describeFreeze } from '../../../src/cli/say-if-frozen.js';
import { ConfigurationError } from '../../../src/configuration/configuration-error.js';
import { OktaLookupError } from '../../../src/ask-okta.js';
import { QueryRefusedError } from '../../../src/operate/temporal-errors.js';
import { TemporalServerError } from '../../../src/temporal-server/temporal-server-error.js';
import { captureOutput } from './capture-output.js';

function unavailable(): ServiceError {
  const cause = Object.assign(new Error('14 UNAVAILABLE: connection refused'), {
    ...{ code: status.UNAVAILABLE, details: 'connection refused', metadata: new Metadata() },
  });
  return new ServiceError('Failed to list workflows', { cause });
}

describe('a command that fails', () => {
  it('tells by its exit code whose turn it is, and says why without a stack', async () => {
    const codes: [Error, number][] = [
      [new InputError('why'), 2],
      [new ConfigurationError('why'), 2],
      [new QueryRefusedError('why'), 2],
      [new NamespaceNotFoundError('why'), 2],
      [new NotFoundError('why'), 3],
      [new TemporalServerError('why'), 4],
      [new AuditUnavailableError('why'), 4],
      [new DirectoryInUseError('why'), 2],
      [new OktaLookupError('why', true), 4],
      [new OktaLookupError('why', false), 1],
      [unavailable(), 4],
    ];
    for (const [error, expected] of codes) {
      let exitCode: number | undefined;
      const { stdout, stderr } = await captureOutput(() => {
        exitCode = reportFailure(error);
        return Promise.resolve();
      });
      assert.equal(exitCode, expected, error.name);
      assert.match(stderr, /why|connection refused/);
      assert.doesNotMatch(stderr, / at /);
      assert.equal(stdout, '');
    }
  });

  it('shows the stack of what nobody has foreseen', async () => {
    let exitCode: number | undefined;
    const { stderr } = await captureOutput(() => {
      exitCode = reportFailure(new TypeError('a bug'));
      return Promise.resolve();
    });
    assert.equal(exitCode, 1);
    assert.match(stderr, /a bug\n +at /);
  });
});

describe('what an operator says', () => {
  it('is recorded under the name that was given, or else under that of the login', () => {
    assert.equal(toOperatorRequest({ operator: 'ada', reason: 'repaired' }).operator, 'ada');
    assert.notEqual(toOperatorRequest({ reason: 'repaired' }).operator, '');
  });

  it('is refused before anything is sent, in the words of the refusal', () => {
    assert.throws(
      () => toOperatorRequest({ operator: 'ada', reason: ' ' }),
      (error) => error instanceof InputError && error.message.startsWith('Say why: '),
    );
    for (const request of [
      { operator: 'ada@example.com', reason: 'repaired' },
      { operator: 'ada', reason: 'it is (201) 555-0123' },
    ]) {
      assert.throws(
        () => toOperatorRequest(request),
        (error) =>
          error instanceof InputError &&
          error.message.startsWith('Leave mail addresses and phone numbers out'),
      );
    }
  });

  it('is told to everybody while everything is frozen', () => {
    const since = '2026-11-20T10:00:00.000Z';
    assert.match(
      describeFreeze({ operator: 'ada', reason: 'a wrong import', since }),
      /FROZEN since 2026-11-20T10:00:00.000Z by ada: a wrong import\n.*`preenroll unfreeze`/,
    );
  });
});
