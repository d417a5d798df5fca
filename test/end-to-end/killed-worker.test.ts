import assert from 'node:assert/strict';
import {
  callsAfterActivation,
  callsBeforeActivation,
  requestsOf,
  type HireCall,
} from './support/hire-calls.js';
import { enrolled, type Hire, type Outcome } from './support/okta-org.js';
import { useStage } from './support/stage.js';
import { until } from './support/until.js';

/** Where the worker of a hire dies: before Okta has executed the call, or before the worker learns that it has. */
interface Death {
  call: HireCall;
  isExecuted: boolean;
}

const { readUser, readGroups, addToA, listFactors, enroll, activate } = callsBeforeActivation;
const { readStatus, addToB, removeFromA } = callsAfterActivation;

const early = [readUser, readGroups, addToA, listFactors, enroll, activate].flatMap(deathsAt);
const late = [readStatus, addToB, removeFromA].flatMap(deathsAt);
const deaths = [...early, ...late];

function deathsAt(call: HireCall): Death[] {
  const before = { call, isExecuted: false };
  return call.method === 'GET' ? [before] : [before, { call, isExecuted: true }];
}

interface Request {
  id: string;
  method: string;
  path: string;
  /** Missing as long as there is no answer. */
  status?: number;
}

describe('hires whose worker is killed in the middle of a step', function () {
  this.timeout('2m');
  const stage = useStage();
  const hires = new Map<Death, Hire>();
  let beforeMail: Hire;
  let afterMail: Hire;

  const hireOf = (death: Death) => hires.get(death) ?? assert.fail();

  async function hold(hire: Hire, call: HireCall): Promise<void> {
    const { okta } = stage();
    const fault = { ...requestsOf(okta, hire, call), effect: { kind: 'hang' } };
    await okta.control('POST', '/faults', fault);
  }

  async function areHeld(expected: readonly Hire[]): Promise<boolean> {
    const held = await stage().okta.control<Request[]>('GET', '/held-requests');
    return expected.every(({ userId }) => held.some(({ path }) => path.includes(userId)));
  }

  /** Waits for the call, since the worker gives up one that is held for long, and makes it again after a pause. */
  async function release(hire: Hire): Promise<void> {
    await until('a call of the hire is held and released', async () => {
      const request = await heldRequestOf(hire);
      return request !== undefined && (await isReleased(request));
    });
  }

  async function heldRequestOf({ userId }: Hire): Promise<Request | undefined> {
    const held = await stage().okta.control<Request[]>('GET', '/held-requests');
    return held.find(({ path }) => path.includes(userId));
  }

  /** @returns false if the request was given up in the meantime. */
  async function isReleased({ id }: Request): Promise<boolean> {
    const path = `/_emulator/held-requests/${id}/release`;
    const answer = await fetch(stage().okta.url + path, { method: 'POST' });
    assert.ok(answer.ok || answer.status === 404, `The emulator answered ${answer.status}`);
    return answer.ok;
  }

  async function isDone({ userId }: Hire, { method }: HireCall): Promise<boolean> {
    const journal = await stage().okta.control<Request[]>('GET', '/journal');
    const latest = journal.findLast(({ path }) => path.includes(userId));
    return latest?.method === method && latest.status !== undefined && latest.status < 300;
  }

  /** Brings every hire to its call, and the mail server to the two mails. */
  async function standAtEveryStep(): Promise<void> {
    const { okta } = stage();
    const all = [...deaths.map(hireOf), beforeMail, afterMail];
    await until('every hire is held', () => areHeld(all));

    await okta.control('POST', '/mail-faults', { kind: 'hang', count: 1 });
    await release(beforeMail);
    await until('a mail is on its way', async () => {
      const faults = await okta.control<unknown[]>('GET', '/mail-faults');
      return faults.length === 0;
    });
    await okta.control('POST', '/mail-faults', { kind: 'answer-late', count: 1 });
    await release(afterMail);
    await until('a mail is taken without an answer', async () => {
      const mails = await okta.mailsTo(afterMail.secondEmail);
      return mails.length > 0;
    });
  }

  before(async () => {
    const { okta, startWorker } = stage();
    const preparing = await startWorker();
    for (const death of late) hires.set(death, await okta.hire());
    for (const death of late) {
      await until('the hire may activate', async () => {
        const mails = await okta.mailsTo(hireOf(death).login);
        return mails.length > 0;
      });
    }

    // Without a worker a hire stands still, so that it can be held at its first call too.
    assert.equal(await preparing.end('SIGTERM'), 0);
    for (const death of early) hires.set(death, await okta.hire());
    beforeMail = await okta.hire();
    afterMail = await okta.hire();
    for (const death of deaths) await hold(hireOf(death), death.call);
    for (const hire of [beforeMail, afterMail]) await hold(hire, enroll);
    await Promise.all(late.map((death) => okta.play(hireOf(death))));

    const doomed = await startWorker();
    await standAtEveryStep();
    // A worker that stands still can neither give up a call nor learn how it went.
    await until('the worker stands still while every hire is held', async () => {
      doomed.signal('SIGSTOP');
      if (await areHeld(deaths.map(hireOf))) return true;
      doomed.signal('SIGCONT');
      return false;
    });
    for (const death of deaths.filter(({ isExecuted }) => isExecuted)) {
      await release(hireOf(death));
      await until('Okta has executed the call', () => isDone(hireOf(death), death.call));
    }
    assert.equal(await doomed.end('SIGKILL'), null);
    await okta.control('DELETE', '/faults');

    await startWorker();
  });

  async function assertEndsRight(hire: Hire, outcome: Outcome = enrolled): Promise<void> {
    const { okta, runOf } = stage();
    if (!late.map(hireOf).includes(hire)) await okta.play(hire);
    await runOf(hire).result();
    assert.deepEqual(await okta.outcomeOf(hire), outcome);
  }

  for (const death of deaths) {
    const { call, isExecuted } = death;
    const when = isExecuted ? `after ${call.name}, before the answer` : `before ${call.name}`;
    it(`end right: killed ${when}`, async () => {
      await assertEndsRight(hireOf(death));
    });
  }

  it('end right: killed before the mail server took "MFA enrolled"', async () => {
    await assertEndsRight(beforeMail);
  });

  it('get "MFA enrolled" twice at most, under one Message-ID: killed after the mail server took it, before the answer', async () => {
    const secondaryMails = ['MFA enrolled', 'MFA enrolled', 'activation'];
    await assertEndsRight(afterMail, { ...enrolled, secondaryMails });
    const [first, second] = await stage().okta.mailsTo(afterMail.secondEmail);
    assert.equal(first?.messageId, second?.messageId);
  });
});
