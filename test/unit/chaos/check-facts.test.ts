import assert from 'node:assert/strict';
import { checkFacts, type Counts } from '../../chaos/check-facts.js';
import type { Facts, HireFacts, MailFacts, MembershipChange, RunFacts } from '../../chaos/facts.js';

const add = (group: 'A' | 'B', isConfirmed = true): MembershipChange => ({
  ...{ change: 'add', group, isConfirmed },
});
const remove = (group: 'A' | 'B', isConfirmed = true): MembershipChange => ({
  ...{ change: 'remove', group, isConfirmed },
});

function mail(kind: string, overrides: Partial<MailFacts> = {}): MailFacts {
  return { kind, messageId: `<${kind}>`, takenAt: 100_000, ...overrides };
}

const mails = [
  mail('MFA enrolled'),
  mail('activation, to the primary address'),
  mail('activation, to the secondary address'),
];

const hire: HireFacts = {
  ...{ userId: 'ann', groups: ['B'], activeSmsFactors: 1, mails },
  ...{ acts: 0, tickets: 0, effects: {} },
  changes: [add('A'), add('B'), remove('A')],
};

const run: RunFacts = {
  ...{ type: 'preEnrollUser', workflowId: 'pre-enroll:ann', userId: 'ann' },
  ...{ status: 'COMPLETED', isStuck: false },
};

const facts: Facts = { hires: [hire], runs: [run], outages: [], cutMails: 0, brokenChains: [] };

const innocent: Counts = {
  ...{ hires: 1, lost: 0, duplicateRuns: 0, wrongGroup: 0 },
  ...{ extraMails: 0, ambiguousMailFaults: 0, unrecovered: 0 },
  ...{ wrongReactions: 0, unaudited: 0 },
};

function assertVerdict(changed: Partial<Facts>, counts: Partial<Counts>, isPassed = false): void {
  const verdict = checkFacts({ ...facts, ...changed });
  assert.deepEqual(verdict.counts, { ...innocent, ...counts });
  assert.equal(verdict.isPassed, isPassed);
}

const withHire = (changed: Partial<HireFacts>) => ({ hires: [{ ...hire, ...changed }] });
const withRuns = (...runs: Partial<RunFacts>[]) => ({
  runs: runs.map((changed) => ({ ...run, ...changed })),
});

describe("the checker of the chaos run's facts", () => {
  it('passes a hire who went through', () => {
    assertVerdict({}, {}, true);
  });

  it('names the users behind each count', () => {
    const { offenders } = checkFacts({ ...facts, ...withHire({ groups: ['A'] }), runs: [] });

    assert.deepEqual(offenders, {
      ...{ lost: ['ann'], duplicateRuns: [], wrongGroup: ['ann'], extraMails: [] },
      ...{ wrongReactions: [], unaudited: [], unrecovered: [] },
    });
  });

  it('finds a hire who has no run, or one that has not completed', () => {
    assertVerdict({ runs: [] }, { lost: 1 });
    assertVerdict(withRuns({ userId: 'bob' }), { lost: 1 });
    assertVerdict(withRuns({ status: 'CONTINUED_AS_NEW' }), { lost: 1 });
    assertVerdict(withRuns({ type: 'dispatchDelivery' }), { lost: 1 });
  });

  it('finds a second run of a user, under whatever workflow id', () => {
    assertVerdict(withRuns({}, {}), { duplicateRuns: 1 });
    assertVerdict(withRuns({}, { workflowId: 'enroll-again:ann' }), { duplicateRuns: 1 });
    assertVerdict(withRuns({}, {}, { status: 'FAILED' }), { duplicateRuns: 2, unrecovered: 1 });
  });

  it('takes what continued as new for the same run', () => {
    assertVerdict(withRuns({ status: 'CONTINUED_AS_NEW' }, {}), {}, true);
    assertVerdict(withRuns({ status: 'CONTINUED_AS_NEW' }, {}, {}), { duplicateRuns: 1 });
  });

  for (const [what, changed] of Object.entries<Partial<HireFacts>>({
    'is still in Group A': { groups: ['A', 'B'] },
    'is in neither group': { groups: [] },
    'has no ACTIVE SMS factor': { activeSmsFactors: 0 },
    'has two ACTIVE SMS factors': { activeSmsFactors: 2 },
    'was in neither group in between': { changes: [add('A'), remove('A'), add('B')] },
    'was never in Group A': { changes: [add('B')] },
    'was in Group B first': { changes: [add('B'), add('A'), remove('A')] },
    'was taken out of Group B and put back': {
      changes: [add('A'), add('B'), remove('B'), add('B'), remove('A')],
    },
    'was put back into Group A': { changes: [add('A'), add('B'), remove('A'), add('A')] },
    'was taken out of Group A before Okta had confirmed Group B': {
      changes: [add('A'), add('B', false), remove('A')],
    },
    'was taken out of Group A without a confirmation': {
      changes: [add('A'), add('B'), remove('A', false)],
    },
  })) {
    it(`finds a hire who ${what}`, () => {
      assertVerdict(withHire(changed), { wrongGroup: 1 });
    });
  }

  it('allows each change of the groups to be repeated', () => {
    const changes = [
      ...[add('A', false), add('A')],
      ...[add('B', false), add('B', false), add('B'), add('B', false)],
      ...[remove('A'), remove('A')],
    ];

    assertVerdict(withHire({ changes }), {}, true);
  });

  it('counts the copies of a mail beyond the first', () => {
    const copies = [...mails, mail('MFA enrolled'), mail('MFA enrolled')];

    assertVerdict(withHire({ mails: copies }), { extraMails: 2 });
  });

  it('allows as many copies as there were mails whose fate nobody could know', () => {
    const copies = [...mails, mail('MFA enrolled')];

    const cut = { ...withHire({ mails: copies }), cutMails: 1 };
    assertVerdict(cut, { extraMails: 1, ambiguousMailFaults: 1 }, true);
    const twoCopies = withHire({ mails: [...copies, mail('MFA enrolled')] });
    assertVerdict({ ...cut, ...twoCopies }, { extraMails: 2, ambiguousMailFaults: 1 });
  });

  for (const [when, takenAt, ambiguousMailFaults] of [
    ['long before the process was killed', 97_999, 0],
    ['just before the process was killed', 98_000, 1],
    ['while the process was gone', 101_000, 1],
    ['after the process was back', 101_001, 0],
  ] as const) {
    it(`counts ${ambiguousMailFaults} mails of unknown fate for one taken ${when}`, () => {
      const [, ...others] = mails;
      const taken = withHire({ mails: [mail('MFA enrolled', { takenAt }), ...others] });
      const outage = { from: 100_000, to: 101_000 };

      for (const part of ['worker', 'temporal'] as const) {
        assertVerdict({ ...taken, outages: [{ part, ...outage }] }, { ambiguousMailFaults }, true);
      }
      assertVerdict({ ...taken, outages: [{ part: 'gateway', ...outage }] }, {}, true);
    });
  }

  it('finds a hire to whom a mail is missing', () => {
    for (const missing of mails) {
      const others = mails.filter((one) => one !== missing);
      assertVerdict(withHire({ mails: others }), { unrecovered: 1 });
    }
  });

  it('finds copies of "MFA enrolled" that are not the same mail', () => {
    const copies = [...mails, mail('MFA enrolled', { messageId: '<another>' })];

    assertVerdict(
      { ...withHire({ mails: copies }), cutMails: 1 },
      { extraMails: 1, ambiguousMailFaults: 1, unrecovered: 1 },
    );
  });

  it('finds a run that is still open', () => {
    assertVerdict(withRuns({ status: 'RUNNING' }), { lost: 1, unrecovered: 1 });
    const delivery = { type: 'dispatchDelivery', userId: undefined, status: 'RUNNING' };
    assertVerdict(withRuns({}, delivery), { unrecovered: 1 });
  });

  for (const status of ['FAILED', 'TERMINATED', 'TIMED_OUT', 'CANCELLED']) {
    it(`finds a run that ended as ${status}, of whatever type`, () => {
      assertVerdict(withRuns({}, { type: 'reconcileSystemLog', status }), { unrecovered: 1 });
    });
  }

  it('lets the reconciliation run on, unless its workflow task fails', () => {
    const reconciliation = { type: 'reconcileSystemLog', userId: undefined, status: 'RUNNING' };

    assertVerdict(withRuns({}, reconciliation), {}, true);
    assertVerdict(withRuns({}, { ...reconciliation, isStuck: true }), { unrecovered: 1 });
  });

  const notice = (id: string) =>
    mail('A new sign-in factor on your Okta account: SMS, to the primary address', {
      messageId: id,
    });
  const active = {
    ...{ acts: 2, tickets: 2, mails: [...mails, notice('<1>'), notice('<2>')] },
    effects: { addToGroup: 2, askThePerson: 2, openReactionTicket: 2 },
  };
  const once = { intents: 2, done: 2, refused: 0, facts: 0 };
  const recorded = {
    ...{ addToGroup: once, askThePerson: once, openReactionTicket: once },
    reaction: { intents: 0, done: 0, refused: 0, facts: 2 },
  };

  it('passes a person who has set up more, with a ticket and a notice for each, all of it recorded', () => {
    assertVerdict(withHire({ ...active, recorded }), {}, true);
  });

  it('finds an act without its ticket or notice, and one with two', () => {
    assertVerdict(withHire({ ...active, tickets: 1 }), { wrongReactions: 1 });
    assertVerdict(withHire({ ...active, tickets: 3 }), { wrongReactions: 1 });
    assertVerdict(withHire({ ...active, mails }), { wrongReactions: 1 });
    assertVerdict(withHire({ ...active, mails: [...active.mails, notice('<3>')] }), {
      wrongReactions: 1,
    });
  });

  it('counts a notice that came twice as the one mail that it is', () => {
    const twice = [...active.mails, notice('<2>')];
    assertVerdict(withHire({ ...active, mails: twice }), { extraMails: 1 });
    assertVerdict(
      { ...withHire({ ...active, mails: twice }), cutMails: 1 },
      { extraMails: 1, ambiguousMailFaults: 1 },
      true,
    );
  });

  it('finds what was done and is not recorded, or twice, or as begun alone', () => {
    const withRecords = (changed: object) =>
      withHire({ ...active, recorded: { ...recorded, ...changed } });
    assertVerdict(withHire({ ...active, recorded: {} }), { unaudited: 1 });
    assertVerdict(withRecords({ addToGroup: { ...once, done: 1 } }), { unaudited: 1 });
    assertVerdict(withRecords({ addToGroup: { ...once, intents: 3, done: 3 } }), { unaudited: 1 });
    assertVerdict(withRecords({ addToGroup: { ...once, intents: 3 } }), { unaudited: 1 });
    assertVerdict(withRecords({ addToGroup: { ...once, intents: 3, refused: 1 } }), {}, true);
    assertVerdict(withRecords({ reaction: { ...recorded.reaction, facts: 3 } }), { unaudited: 1 });
    assertVerdict({ brokenChains: ['altered'] }, { unaudited: 1 });
  });
});
