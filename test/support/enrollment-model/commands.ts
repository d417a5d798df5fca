import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  correctPhoneUpdate,
  resendActivationUpdate,
  resumeUpdate,
  undoSignal,
  undoUpdate,
} from '../../../src/contract/operator.js';
import {
  activatedSignal,
  mailBouncedSignal,
  profileChangedSignal,
  userRemovedSignal,
  type ActivatedSignal,
} from '../../../src/contract/pre-enroll-user.js';
import { ask, operator, startUndo } from './ask.js';
import { hasBeenInGroupA } from './facts.js';
import { faultEffects, faultyCalls, lostAnswer, toApiFault, type PlannedFault } from './faults.js';
import type { MailFault } from './model-mailer.js';
import { newestLink } from './newest-link.js';
import { tell, tellLatest } from './tell.js';
import { check, readStatus, settle } from './watch.js';
import { expiresAfterMs, mailAddress, phones, type Beginning, type World } from './world.js';

const hour = 60 * 60_000;

/** What the test believes of the world. It decides which commands make sense; what is judged is the world itself. */
export interface Believed {
  phone: 'own' | 'other' | 'none';
  mail: boolean;
  groupBUsesPhone: boolean;
  inGroupA: boolean;
  person: 'there' | 'deactivated';
  undo: boolean;
}

export function believedAtFirst({ hasPhone, hasMail, isUndoneAtOnce }: Beginning): Believed {
  return {
    ...{ phone: hasPhone ? 'own' : 'none', mail: hasMail, groupBUsesPhone: true },
    ...{ inGroupA: true, person: 'there', undo: isUndoneAtOnce },
  };
}

type Command = fc.AsyncCommand<Believed, World>;

interface Described {
  name: string;
  /** True unless given. */
  isApplicable?: (believed: Believed) => boolean;
  /** How the world is believed to be after it. */
  changes?: Partial<Believed>;
  act: (world: World) => Promise<void> | void;
  /** The run rests before: so that it is clear what it had seen when it decides. */
  waitsBefore?: boolean;
  /** The next command does not wait for what this one has caused. */
  hurries?: boolean;
}

function command({
  name,
  isApplicable = () => true,
  changes = {},
  act,
  waitsBefore = false,
  hurries = false,
}: Described): Command {
  return {
    toString: () => (hurries ? `${name}, and at once` : name),
    check: isApplicable,
    async run(believed, world) {
      if (waitsBefore) {
        await settle(world);
        await check(world, true);
      }
      await act(world);
      Object.assign(believed, changes);
      if (!hurries) await settle(world);
      await check(world, !hurries);
    },
  };
}

type Names = Omit<Described, 'act'>;

/** Commands of the same kind: which of them, and whether the next one waits, is drawn. */
function oneOf<T>(values: readonly T[], toCommand: (value: T) => Described): fc.Arbitrary<Command> {
  return fc
    .tuple(fc.constantFrom(...values), fc.boolean())
    .map(([value, hurries]) => command({ hurries, ...toCommand(value) }));
}

const personActs = oneOf(['password', 'phone', 'both'] as const, (what) => ({
  name: `the person does: ${what}`,
  isApplicable: ({ person }) => person === 'there',
  async act(world) {
    const { person, user } = world;
    if (what !== 'phone' && user.status === 'PROVISIONED') {
      person.choosePassword(await newestLink(world));
    }
    if (what !== 'password') person.verifyPhone();
  },
}));

const realHints = oneOf([1, 3, 10, 50], (count) => ({
  name: `Okta tells its latest ${count} events`,
  act: (world) => tellLatest(world, count),
}));

const mfa = { source: 'okta-event', eventType: 'user.authentication.auth_via_mfa' } as const;
/** Each is told under an id of its own, and proves nothing. */
const fakeHints: ActivatedSignal[] = [
  { ...mfa, outcome: 'SUCCESS', method: 'PASSWORD', published: '2099-01-01T00:00:00.000Z' },
  { ...mfa, outcome: 'FAILURE', method: 'SMS', published: '2099-01-01T00:00:00.000Z' },
  { ...mfa, outcome: 'SUCCESS', method: 'SMS', published: '2020-01-01T00:00:00.000Z' },
  { source: 'okta-event', eventType: 'user.account.update_password', outcome: 'SUCCESS' },
  { source: 'operator', operator: 'ann', reason: 'have a look' },
];
let told = 0;
const falseHints = oneOf(fakeHints, (hint) => ({
  name: `somebody hints: ${hint.method ?? hint.eventType ?? hint.source}, ${hint.outcome ?? 'look'}`,
  async act({ run }) {
    told += 1;
    await tell(run.signal(activatedSignal, { ...hint, eventId: `hint-${told}` }));
  },
}));

const otherHints = oneOf(['changed', 'removed', 'bounced'] as const, (what) => ({
  name: `somebody hints: ${what}`,
  async act({ run, did }) {
    if (what === 'changed') await tell(run.signal(profileChangedSignal));
    if (what === 'removed') await tell(run.signal(userRemovedSignal));
    if (what !== 'bounced') return;
    did.bounced = true;
    await tell(run.signal(mailBouncedSignal));
  },
}));

const force: Names = { name: 'an operator vouches for the activation' };
const forces = fc.boolean().map((hurries) =>
  command({
    ...{ ...force, hurries },
    async act({ run, note, did }) {
      note({ fact: 'forced' });
      did.forced = true;
      await tell(run.signal(activatedSignal, { source: 'operator', ...operator, force: true }));
    },
  }),
);

const phoneChanges = oneOf(['own', 'other', 'none'] as const, (phone) => ({
  name: `HR enters a phone: ${phone}`,
  isApplicable: (believed) => believed.phone !== phone && believed.person === 'there',
  changes: { phone },
  act({ administrator, user }) {
    administrator.changeProfile(user, { mobilePhone: phone === 'none' ? null : phones[phone] });
  },
}));

const mailChanges = oneOf([true, false], (mail) => ({
  name: mail ? 'HR enters a mail address' : 'HR removes the mail address',
  isApplicable: (believed) => believed.mail !== mail && believed.person === 'there',
  changes: { mail },
  act({ administrator, user }) {
    administrator.changeProfile(user, { email: mail ? mailAddress : '' });
  },
}));

const resets = oneOf(['reset'], () => ({
  name: 'an administrator resets the factors',
  isApplicable: ({ person }) => person === 'there',
  waitsBefore: true,
  async act(world) {
    const { administrator, user, did } = world;
    const { stage, evidence } = await readStatus(world);
    if (stage === 'switching-groups' || evidence !== undefined) did.resetTooLate = true;
    administrator.resetFactors(user);
  },
}));

const deactivations = oneOf(['deactivate'], () => ({
  name: 'an administrator deactivates the user',
  isApplicable: ({ person }) => person === 'there',
  changes: { person: 'deactivated' },
  waitsBefore: true,
  act({ administrator, user }) {
    administrator.deactivate(user);
  },
}));

const groupChanges = oneOf([true, false], (inGroupA) => ({
  name: `an administrator ${inGroupA ? 'puts the person back into' : 'takes the person out of'} Group A`,
  isApplicable: (believed) => believed.inGroupA !== inGroupA,
  changes: { inGroupA },
  waitsBefore: true,
  async act(world) {
    const { administrator, user, end } = world;
    const { stage, evidence } = await readStatus(world);
    // Somebody who has been moved is nobody's to put back.
    if (end !== undefined || stage === 'switching-groups' || evidence !== undefined) return;
    if (!inGroupA) administrator.takeOutOfGroupA(user);
    else if (hasBeenInGroupA(world)) administrator.putIntoGroupA(user);
  },
}));

const policyChanges = oneOf([true, false], (groupBUsesPhone) => ({
  name: `the policy of Group B ${groupBUsesPhone ? 'allows' : 'forbids'} the phone`,
  isApplicable: (believed) => believed.groupBUsesPhone !== groupBUsesPhone,
  changes: { groupBUsesPhone },
  act({ administrator, did }) {
    did.policyBroken = !groupBUsesPhone;
    administrator.letGroupBUsePhone(groupBUsesPhone);
  },
}));

const requests = {
  resume: (world) => ask(world, resumeUpdate, operator),
  'resume and accept': (world) => ask(world, resumeUpdate, { ...operator, accept: true }),
  'send the link again': (world) => ask(world, resendActivationUpdate, operator),
  async 'take the other number'(world) {
    const phone = { attribute: 'privatePhone' };
    const answer = await ask(world, correctPhoneUpdate, { ...operator, phone });
    if (answer === 'granted') world.did.correctedPhone = true;
    return answer;
  },
} as const satisfies Record<string, (world: World) => ReturnType<typeof ask>>;

const operatorRequests = oneOf(Object.keys(requests) as (keyof typeof requests)[], (name) => ({
  name: `an operator asks: ${name}`,
  async act(world) {
    await requests[name](world);
  },
}));

/** Requests that are refused whatever the run is at. */
const badRequests = oneOf(['nobody', 'no reason', 'a number'] as const, (what) => ({
  name: `an operator asks wrongly: ${what}`,
  async act(world) {
    const number = { ...operator, phone: phones.own } as never;
    const answers = {
      nobody: () => ask(world, undoUpdate, { ...operator, operator: '' }),
      'no reason': () => ask(world, undoUpdate, { ...operator, reason: '' }),
      'a number': () => ask(world, correctPhoneUpdate, number),
    };
    assert.notEqual(await answers[what](), 'granted');
  },
}));

const undoes = oneOf(['update', 'signal'] as const, (by) => ({
  name: `an operator asks to undo it, by ${by}`,
  isApplicable: ({ undo }) => !undo,
  changes: { undo: true },
  // The server that skips time loses the workflow task that cancels an activity which ends just then (`ACTIVITY_UNKNOWN`), for good.
  waitsBefore: true,
  act: (world) => askForUndo(world, by),
}));

export async function askForUndo(world: World, by: 'update' | 'signal'): Promise<void> {
  const { run, did, note } = world;
  note({ fact: 'undo asked' });
  did.undo = true;
  if (by === 'signal') await tell(run.signal(undoSignal, operator));
  else await startUndo(world);
}

const plannedFault: fc.Arbitrary<PlannedFault> = fc.record({
  call: fc.constantFrom(...faultyCalls),
  // What was done although it seems to have failed is the hardest to get right.
  effect: fc.oneof(fc.constantFrom(...faultEffects), fc.constant(lostAnswer)),
  count: fc.integer({ min: 1, max: 3 }),
});

/** Done at the first try, and tried again for some seconds. */
const changeThatSeemsToFail = fc
  .constantFrom('put into Group A', 'enroll the phone', 'activate')
  .map((call): PlannedFault => ({ call, effect: lostAnswer, count: 3 }));

const apiFaults = plannedFault.map((fault) =>
  command({
    name: `Okta fails ${fault.count} times: "${fault.call}" ${fault.effect}`,
    act({ okta }) {
      okta.apiFaults.add(toApiFault(fault));
    },
  }),
);

const mailFaultKinds: MailFault[] = [
  'asks to come back',
  'takes it, and the answer is lost',
  'refuses it',
];
const mailFaults = oneOf(mailFaultKinds, (fault) => ({
  name: `the mail server fails once: ${fault}`,
  act({ mailer }) {
    mailer.failNext(fault);
  },
}));

/** Reminders go out after one, three and six days. */
const times: Record<string, number> = {
  'a minute': 60_000,
  'eleven minutes': 11 * 60_000,
  'an hour': hour,
  'seven hours': 7 * hour,
  'a day': 25 * hour,
  'four days': 4 * 24 * hour,
};

const timePasses = oneOf(Object.entries(times), ([name, ms]) => ({
  name: `time passes: ${name}`,
  act: (world) => pass(world, ms),
}));

const longTimePasses = oneOf([expiresAfterMs + hour], (ms) => ({
  name: 'time passes: a month',
  // A run that looks every hour would look for longer than a test can wait.
  isApplicable: ({ groupBUsesPhone, inGroupA }) => groupBUsesPhone && inGroupA,
  act: (world) => pass(world, ms),
}));

const begun = new WeakMap<World, number>();

/** Lets time go on, and notes from when on the run may expire. */
export async function pass(world: World, ms: number): Promise<void> {
  const { clock, note, beginning, end } = world;
  if (end !== undefined) return;
  const start = begun.get(world) ?? clock.now();
  begun.set(world, start);
  if (beginning.expires && clock.now() + ms - start >= expiresAfterMs - hour) {
    note({ fact: 'expiry due' });
  }
  await clock.skip(ms);
}

/** Any commands in any order. */
export const anyCommands: fc.Arbitrary<Iterable<Command>> = fc.commands(
  [
    fc.oneof(
      { weight: 6, arbitrary: personActs },
      { weight: 8, arbitrary: timePasses },
      { weight: 1, arbitrary: longTimePasses },
      { weight: 5, arbitrary: realHints },
      { weight: 2, arbitrary: falseHints },
      { weight: 2, arbitrary: otherHints },
      { weight: 1, arbitrary: forces },
      { weight: 4, arbitrary: phoneChanges },
      { weight: 2, arbitrary: mailChanges },
      { weight: 2, arbitrary: resets },
      { weight: 1, arbitrary: deactivations },
      { weight: 1, arbitrary: groupChanges },
      { weight: 3, arbitrary: policyChanges },
      { weight: 6, arbitrary: operatorRequests },
      { weight: 1, arbitrary: badRequests },
      { weight: 2, arbitrary: undoes },
      { weight: 5, arbitrary: apiFaults },
      { weight: 3, arbitrary: mailFaults },
    ),
  ],
  { maxCommands: 14, size: 'max' },
);

export const anyBeginning: fc.Arbitrary<Beginning> = fc.record({
  engine: fc.constantFrom('idx', 'classic'),
  isPasswordOptional: fc.nat(4).map((drawn) => drawn === 0),
  expires: fc.boolean(),
  hasPhone: fc.nat(4).map((drawn) => drawn > 0),
  hasMail: fc.nat(4).map((drawn) => drawn > 0),
  isTold: fc.boolean(),
  faults: fc.oneof(
    { weight: 2, arbitrary: fc.array(plannedFault, { maxLength: 2 }) },
    { weight: 1, arbitrary: changeThatSeemsToFail.map((fault) => [fault]) },
  ),
  isUndoneAtOnce: fc.nat(7).map((drawn) => drawn === 0),
});
