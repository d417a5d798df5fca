import assert from 'node:assert/strict';
import { enrolled, type Hire } from './support/okta-org.js';
import { useStage } from './support/stage.js';
import { until } from './support/until.js';

interface Call {
  name: string;
  method: string;
  /** `ID` stands for the user, `A` and `B` for the groups. */
  path: string;
  isChange?: true;
  isAfterActivation?: true;
}

/** The calls at which a hire can stand when its worker is killed, in their order. */
const calls: readonly Call[] = [
  { name: 'reading the user', method: 'GET', path: '/users/ID' },
  { name: 'reading the groups', method: 'GET', path: '/users/ID/groups' },
  { name: 'adding to Group A', method: 'PUT', path: '/groups/A/users/ID', isChange: true },
  { name: 'asking for the policy', method: 'GET', path: '/users/ID/factors/catalog' },
  { name: 'looking for a factor', method: 'GET', path: '/users/ID/factors' },
  { name: 'enrolling the factor', method: 'POST', path: '/users/ID/factors', isChange: true },
  { name: 'activating', method: 'POST', path: '/users/ID/lifecycle/activate', isChange: true },
  { name: 'checking the activation', method: 'GET', path: '/users/ID', isAfterActivation: true },
  ...[
    { name: 'adding to Group B', method: 'PUT', path: '/groups/B/users/ID' },
    { name: 'removing from Group A', method: 'DELETE', path: '/groups/A/users/ID' },
  ].map((call) => ({ ...call, isChange: true, isAfterActivation: true }) as const),
];

/** One hire for each. A change can be executed without its worker ever learning of it. */
const deaths = calls.flatMap((call) => [
  { ...call, isExecuted: false },
  ...(call.isChange ? [{ ...call, isExecuted: true }] : []),
]);

interface HeldRequest {
  id: string;
  path: string;
}

interface JournalEntry {
  method: string;
  path: string;
  status?: number;
}

describe('hires whose worker is killed in the middle of a step', function () {
  this.timeout('2m');
  const stage = useStage();
  const hires = new Map<(typeof deaths)[number], Hire>();
  let beforeMail: Hire;
  let afterMail: Hire;

  const hireOf = (death: (typeof deaths)[number]) => hires.get(death) ?? assert.fail();
  const heldRequests = () => stage().okta.control<HeldRequest[]>('GET', '/held-requests');
  const areHeld = async (expected: readonly Hire[]) => {
    const held = await heldRequests();
    return expected.every(({ userId }) => held.some(({ path }) => path.includes(userId)));
  };

  async function hold({ userId }: Hire, { method, path }: Pick<Call, 'method' | 'path'>) {
    const { okta } = stage();
    const route = path
      .replace('ID', userId)
      .replace(/(?<=\/groups\/)[AB]/, (group) => okta.groups[group as 'A' | 'B']);
    const fault = { method, path: `^/api/v1${route}$`, effect: { kind: 'hang' } };
    await okta.control('POST', '/faults', fault);
  }

  async function release({ userId }: Hire) {
    const held = (await heldRequests()).find(({ path }) => path.includes(userId));
    await stage().okta.control('POST', `/held-requests/${held?.id ?? ''}/release`);
  }

  async function isDone({ userId }: Hire, { method }: Call) {
    const journal = await stage().okta.control<JournalEntry[]>('GET', '/journal');
    const latest = journal.findLast(({ path }) => path.includes(userId));
    return latest?.method === method && latest.status !== undefined && latest.status < 300;
  }

  before(async () => {
    const { okta, startWorker, runOf } = stage();

    // Without a worker a hire stands still, so that its calls can be held from the first one on.
    const preparing = await startWorker();
    const late = deaths.filter(({ isAfterActivation }) => isAfterActivation);
    for (const death of late) hires.set(death, await okta.hire());
    for (const death of late) {
      await until('the hire waits for the activation', async () => {
        const mails = await okta.mailsTo(hireOf(death).login);
        return mails.length > 0;
      });
    }
    assert.equal(await preparing.end('SIGTERM'), 0);
    for (const death of deaths.filter((death) => !late.includes(death))) {
      hires.set(death, await okta.hire());
    }
    beforeMail = await okta.hire();
    afterMail = await okta.hire();
    for (const death of deaths) await hold(hireOf(death), death);
    for (const hire of [beforeMail, afterMail]) {
      await hold(hire, { method: 'POST', path: '/users/ID/factors' });
    }
    await Promise.all(late.map((death) => okta.play(hireOf(death))));

    const doomed = await startWorker();
    const held = deaths.map(hireOf);
    await until('every hire is held', () => areHeld([...held, beforeMail, afterMail]));
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
    // A worker that stands still can neither give up a call nor learn how it went.
    await until('the worker stands still while every hire is held', async () => {
      doomed.signal('SIGSTOP');
      if (await areHeld(held)) return true;
      doomed.signal('SIGCONT');
      return false;
    });
    for (const death of deaths.filter(({ isExecuted }) => isExecuted)) {
      await release(hireOf(death));
      await until('Okta has done it', () => isDone(hireOf(death), death));
    }
    assert.equal(await doomed.end('SIGKILL'), null);
    await okta.control('DELETE', '/faults');

    await startWorker();
    const early = [...deaths.filter((death) => !late.includes(death)).map(hireOf), beforeMail];
    await Promise.all([...early, afterMail].map((hire) => okta.play(hire)));
    await Promise.all([...held, beforeMail, afterMail].map((hire) => runOf(hire).result()));
  });

  for (const death of deaths) {
    const when = death.isExecuted
      ? `after ${death.name}, before the answer`
      : `before ${death.name}`;
    it(`end right: killed ${when}`, async () => {
      assert.deepEqual(await stage().okta.outcomeOf(hireOf(death)), enrolled);
    });
  }

  it('end right: killed before the mail server took "MFA enrolled"', async () => {
    assert.deepEqual(await stage().okta.outcomeOf(beforeMail), enrolled);
  });

  it('get "MFA enrolled" twice at most, under one Message-ID: killed after the mail server took it, before the answer', async () => {
    const { okta } = stage();
    assert.deepEqual(await okta.outcomeOf(afterMail), {
      ...enrolled,
      secondaryMails: ['MFA enrolled', 'MFA enrolled', 'activation'],
    });
    const [first, second] = await okta.mailsTo(afterMail.secondEmail);
    assert.equal(first?.messageId, second?.messageId);
  });
});
