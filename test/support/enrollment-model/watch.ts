import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { isFactorAllowed } from '../../../okta-emulator/state/effective-policy.js';
import { isMember } from '../../../okta-emulator/state/org.js';
import { usableSmsFactor } from '../../../okta-emulator/person/sms-challenge.js';
import type { AttentionReason } from '../../../src/contract/attention.js';
import { statusQuery, type PreEnrollUserStatus } from '../../../src/contract/pre-enroll-user.js';
import { insist } from './insist.js';
import { judgeFacts } from './judge-facts.js';
import { judgeStatus } from './judge-status.js';
import { whatIsPending } from './what-is-pending.js';
import type { World } from './world.js';

/** Waits until the run has done what it can do before time goes on: only what is to be tried again is under way then. */
export async function settle({ run }: World): Promise<void> {
  const deadline = Date.now() + 15_000;
  let last = '';
  for (;;) {
    if (Date.now() > deadline) assert.fail('The run does not come to rest');
    const { raw, status } = await run.describe();
    if (status.name !== 'RUNNING') return;
    const activities = raw.pendingActivities ?? [];
    const isBusy = activities.some(({ attempt }) => (attempt ?? 1) <= 1);
    const { events } = await run.fetchHistory();
    const { workflowTasks } = whatIsPending(events ?? []);
    const seen = JSON.stringify([events?.length, activities.map(({ attempt }) => attempt)]);
    if (seen === last && !isBusy && workflowTasks === 0) return;
    last = seen;
    await sleep(10);
  }
}

/** Where the run says that it stands. */
export function readStatus(world: World): Promise<PreEnrollUserStatus> {
  return insist(world, () => world.run.query(statusQuery));
}

/** Notes what the run may be parked for at this moment. */
function lookAtCauses(world: World, status: PreEnrollUserStatus): void {
  const { okta, user, did, mailer, clock, lastTrue } = world;
  const source = did.correctedPhone ? user.profile['privatePhone'] : user.profile.mobilePhone;
  const enrolled = user.factors.find((factor) => factor.status === 'ACTIVE');
  const isOther = enrolled !== undefined && enrolled.profile['phoneNumber'] !== source;
  const sms = { factorType: 'sms', provider: 'OKTA' };
  const causes: Partial<Record<AttentionReason, boolean | undefined>> = {
    'phone-missing': !source,
    'phone-changed': isOther,
    'other-phone-enrolled': isOther,
    'factor-lost': usableSmsFactor(okta.org, user)?.id !== status.factorId,
    'sms-not-allowed': !isFactorAllowed(okta.org, user, sms),
    'policy-b-forbids-sms': did.policyBroken,
    'mail-address-missing': user.profile.email === '',
    'mail-refused': mailer.willRefuse(),
    'mail-bounced': did.bounced,
  };
  for (const [reason, isTrue] of Object.entries(causes)) {
    if (isTrue === true) lastTrue.set(reason as AttentionReason, clock.now());
  }
}

/**
 * Fails if anything is as it must never be.
 *
 * @param isAtRest the run has settled: what it waits for is looked at too
 */
export async function check(world: World, isAtRest: boolean): Promise<PreEnrollUserStatus> {
  const { run, clock, lastTrue } = world;
  let status = await readStatus(world);
  const events = isAtRest ? (await run.fetchHistory()).events : undefined;
  const violations = judgeFacts(world.facts());
  // Read last: whatever is open now was open when the rest was read.
  const { status: execution } = await run.describe();
  if (execution.name === 'RUNNING') {
    lookAtCauses(world, status);
    const pending = events ? whatIsPending(events) : undefined;
    violations.push(...judgeStatus({ status, now: clock.now(), lastTrue, pending }));
  } else if (execution.name !== 'COMPLETED') {
    violations.push(`the run is ${execution.name}`);
  } else if (world.end === undefined) {
    status = await readStatus(world);
    world.end = status.stage;
    violations.push(...judgeEnd(world, status));
  }
  assert.deepEqual(violations, [], `${violations.join('; ')}\n${describe(world, status)}`);
  return status;
}

/** How the person is left, when the run is over. */
export function judgeEnd(
  { okta, user, did, facts }: World,
  { stage, evidence }: PreEnrollUserStatus,
) {
  const groups = [okta.groupA, okta.groupB].filter((id) => isMember(okta.org, user, id));
  const names = groups.map((id) => (id === okta.groupA ? 'A' : 'B')).join(' and ') || 'no group';
  const isActive = user.factors.some(({ status }) => status === 'ACTIVE');
  const violations: string[] = [];
  const expect = (isSo: boolean, violation: string) => {
    if (!isSo) violations.push(`${stage}: ${violation}`);
  };
  switch (stage) {
    case 'completed':
      expect(evidence !== undefined, 'nothing was done');
      expect(names === 'B', `in ${names}`);
      expect(isActive || Boolean(did.forced ?? did.resetTooLate), 'no ACTIVE phone');
      break;
    case 'undone':
      expect(Boolean(did.undo), 'nobody asked for it');
      expect(names === 'no group' || !isByUs(facts()), `in ${names}`);
      expect(!isActive, 'the phone is still enrolled');
      break;
    case 'expired':
      expect(
        facts().some(({ fact }) => fact === 'expiry due'),
        'too early',
      );
      expect(names === 'no group' || !isByUs(facts()), `in ${names}`);
      expect(!isActive, 'the phone is still enrolled');
      break;
    case 'removed':
      expect(user.status === 'DEPROVISIONED', `the user is ${user.status}`);
      break;
    default:
      expect(false, 'the run is over');
  }
  return violations;
}

/** Whether it was us who put the person into a group last. */
function isByUs(facts: ReturnType<World['facts']>): boolean {
  const last = facts.findLast((fact) => fact.fact === 'membership' && fact.change === 'add');
  return last?.fact === 'membership' && last.by === 'us';
}

/** What a failure needs to be understood. */
export function describe(world: World, status: PreEnrollUserStatus): string {
  const { user, beginning } = world;
  return JSON.stringify(
    {
      ...{ beginning, status, facts: world.facts().map((fact) => Object.values(fact).join(' ')) },
      ...{ user: [user.status, user.profile.mobilePhone, user.profile.email], did: world.did },
      factors: user.factors,
      faults: world.okta.apiFaults.list(),
    },
    undefined,
    1,
  );
}
