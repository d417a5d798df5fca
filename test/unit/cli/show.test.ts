import assert from 'node:assert/strict';
import { describeRun } from '../../../src/cli/describe-run.js';
import { NotFoundError } from '../../../src/cli/not-found-error.js';
import { readRun, type ShownRun } from '../../../src/cli/show.js';
import { FakeHireRuns, parkedOf, runOf, statusOf, userIdOf } from '../operate/fake-hire-runs.js';

const userId = userIdOf(1);
const now = new Date('2026-11-20T12:00:00Z');
const at = '2026-11-20T11:00:00.000Z';

function textOf(shown: Partial<ShownRun>): string {
  const answer = { status: statusOf(userId) };
  return describeRun({ run: runOf(userId), answer, ...shown }, now).join('\n');
}

describe('preenroll show', () => {
  it('says first what the run waits for, and since when', () => {
    assert.deepEqual(textOf({}).split('\n').slice(0, 2), [
      `${userId}: awaiting-activation for 2h 0m, since 2026-11-20T10:00:00.000Z`,
      'Waits for the person to activate.',
    ]);
  });

  it('says what is wrong, who can fix it, how, and what accepting does', () => {
    const text = textOf({ answer: { status: parkedOf(userId) } });
    assert.match(text, /reason +phone-shared\n/);
    assert.match(text, /in words +Another user of the org has the same phone number\.\n/);
    assert.match(text, /who can fix it +HR\n/);
    assert.match(text, /what to do +Find out whose number it is\.\n/);
    assert.match(
      text,
      /to accept +`preenroll resume \w+ --accept --reason "…"` enrolls the number although another user has it too\.\n/,
    );
    assert.match(text, /every 1 day +looks again by itself/);
  });

  it('says so where nothing can be accepted', () => {
    const attention = { reason: 'phone-missing', explanation: 'No phone.', action: 'Enter it.' };
    const text = textOf({
      answer: {
        status: parkedOf(userId, { attention: { ...attention, reason: 'phone-missing' } }),
      },
    });
    assert.match(text, /to accept +It cannot be accepted\./);
  });

  it('tells the steps with their tries and the ids of the requests to Okta', () => {
    const steps = [
      { step: 'put into Group A', at, attempts: 3, oktaRequestIds: ['req1', 'req2'] },
      { step: 'enrolled the phone', at, attempts: 1 },
    ];
    const text = textOf({ answer: { status: statusOf(userId, { steps }) } });
    assert.match(
      text,
      /What was done\n {2}\S+ {2}put into Group A +3 tries; Okta requests req1, req2/,
    );
    assert.match(text, /\n {2}\S+ {2}enrolled the phone\n/);
  });

  it('tells what operators did, and what was refused them', () => {
    const who = { operator: 'ada', at };
    const text = textOf({
      answer: {
        status: statusOf(userId, {
          acts: [
            { ...who, act: 'resume', reason: 'twins', accepted: 'phone-shared' },
            { ...who, act: 'resendActivation', reason: 'lost', refused: 'too-soon' },
          ],
        }),
      },
    });
    assert.match(text, /resume +by ada +"twins" +done, accepted phone-shared\n/);
    assert.match(text, /resendActivation +by ada +"lost" +refused \(too-soon\): A mail went out/);
  });

  it('tells the evidence, the time in both groups, and what is next', () => {
    const text = textOf({
      answer: {
        status: statusOf(userId, {
          evidence: {
            rule: 'mfa-verified',
            decidedAt: at,
            wokenBy: 'user.authentication.auth_via_mfa',
            userStatus: 'ACTIVE',
            phoneVerification: { eventId: 'e1', published: at, seenIn: 'system-log' },
          },
          window: { opened: at, closed: at, seconds: 7 },
          next: { at, act: 'remind', number: 2 },
        }),
      },
    });
    assert.match(text, /rule +mfa-verified\n/);
    assert.match(
      text,
      /phone verified +2026-11-20T11:00:00.000Z, event e1, seen in the system-log\n/,
    );
    assert.match(text, /In both groups\n {2}from \S+ {2}to \S+ \(7 s\)\n/);
    assert.match(text, /What is next\n {2}\S+ {2}mail 2 to the person, with a new link\n/);
  });

  it('tells what is tried at the moment, and why it failed', () => {
    const lastFailure = { type: 'OktaUnavailable', message: 'Okta answered 503' };
    const nextTryAt = new Date(at);
    const run = runOf(userId, {
      pending: [{ activity: 'addToGroup', attempt: 7, lastFailure, nextTryAt }],
      workflowTaskAttempts: 4,
    });
    const text = textOf({ run });
    assert.match(
      text,
      /addToGroup +try 7 +last failure OktaUnavailable: Okta answered 503; next try at 2026-11-20T11/,
    );
    assert.match(text, /the workflow itself +try 4 +it fails again and again/);
  });

  it('shows what Temporal knows where no worker answers, and says so', () => {
    const run = runOf(userId, { stage: 'needs-attention', reason: 'phone-missing' });
    const text = textOf({ run, answer: { unanswered: 'no worker answered' } });
    assert.match(text, /^\S+ needs-attention for 2h 0m/);
    assert.match(text, /could not be asked \(no worker answered\)/);
    assert.match(text, /who can fix it +HR\n/);
  });

  it('says how a run has ended, by itself or from outside', () => {
    const closedAt = new Date(at);
    const ended = runOf(userId, { runStatus: 'COMPLETED', closedAt });
    const text = textOf({
      run: ended,
      result: { outcome: 'undone', at, done: ['took out of Group A'] },
    });
    assert.match(text, /Ended as undone at \S+: took out of Group A\./);
    const skipped = { outcome: 'skipped', at, reason: 'already-active' } as const;
    assert.match(textOf({ run: ended, result: skipped }), /Ended as skipped \(already-active\)/);
    const terminated = textOf({ run: { ...ended, runStatus: 'TERMINATED' } });
    assert.match(terminated, /ended from outside, or failed: TERMINATED/);
    assert.doesNotMatch(terminated, /Waits for/);
  });

  it('reads the result of a run that has ended, and of no other', async () => {
    const runs = new FakeHireRuns();
    runs.statuses = [statusOf(userId)];
    runs.runs.set(userId, runOf(userId));
    assert.equal((await readRun(runs, userId)).result, undefined);
    runs.runs.set(userId, runOf(userId, { runStatus: 'COMPLETED' }));
    runs.results.set(userId, { outcome: 'removed', at });
    assert.deepEqual((await readRun(runs, userId)).result, { outcome: 'removed', at });
  });

  it('finds no run of a user whom Temporal does not know', async () => {
    await assert.rejects(readRun(new FakeHireRuns(), userId), NotFoundError);
  });
});
