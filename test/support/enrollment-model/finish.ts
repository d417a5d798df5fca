import assert from 'node:assert/strict';
import { isMember } from '../../../okta-emulator/state/org.js';
import { resendActivationUpdate, resumeUpdate } from '../../../src/contract/operator.js';
import type { AttentionReason } from '../../../src/contract/attention.js';
import { ask, operator } from './ask.js';
import { pass } from './commands.js';
import { hasBeenInGroupA } from './facts.js';
import { newestLink } from './newest-link.js';
import { tellLatest } from './tell.js';
import { check, describe, judgeEnd, settle } from './watch.js';
import { mailAddress, phones, type World } from './world.js';

const hour = 60 * 60_000;

/** What an operator accepts at the end, where repairing the profile is not enough. */
const acceptable: readonly AttentionReason[] = [
  'phone-changed',
  'factor-lost',
  'other-phone-enrolled',
];

/**
 * Repairs everything, lets the person finish, and fails unless the run ends then. Everybody does what the run asks of them, once a round; none of
 * them knows more than the run's status and the mails.
 */
export async function finish(world: World): Promise<void> {
  repair(world);
  for (let round = 1; round <= 12; round += 1) {
    await settle(world);
    const status = await check(world, true);
    if (world.end !== undefined) break;
    if (status.attention !== undefined) {
      const accept = acceptable.includes(status.attention.reason);
      await ask(world, resumeUpdate, { ...operator, accept });
    } else if (status.stage === 'awaiting-activation') {
      await activate(world);
    }
    await settle(world);
    if (world.beginning.isTold) await tellLatest(world, 50);
    await pass(world, world.beginning.isTold ? hour / 4 : 7 * hour);
  }
  const status = await check(world, true);
  assert.ok(world.end !== undefined, `The run does not end\n${describe(world, status)}`);
  // What was under way when an undo stopped it may have come to an end after it.
  await settle(world);
  const isLeftToUs = world.end === 'undone' || world.end === 'expired';
  if (isLeftToUs) {
    const violations = judgeEnd(world, status);
    assert.deepEqual(violations, [], `${violations.join('; ')}\n${describe(world, status)}`);
  }
}

function repair(world: World): void {
  const { okta, user, mailer, administrator, did, end } = world;
  okta.apiFaults.clear();
  mailer.heal();
  did.policyBroken = false;
  administrator.letGroupBUsePhone(true);
  if (user.status === 'DEPROVISIONED') return;
  administrator.changeProfile(user, { mobilePhone: phones.own, email: mailAddress });
  const isInNone = [okta.groupA, okta.groupB].every((id) => !isMember(okta.org, user, id));
  if (end === undefined && hasBeenInGroupA(world) && isInNone) administrator.putIntoGroupA(user);
}

/** The person opens the newest link, or asks for a newer one, and signs in with the phone. */
async function activate(world: World): Promise<void> {
  const { user, person } = world;
  if (user.status === 'PROVISIONED' && !person.choosePassword(await newestLink(world))) {
    await ask(world, resendActivationUpdate, operator);
    return;
  }
  person.verifyPhone();
}
