import type { ActivationFacts } from '../activities/activation.js';
import type { CompletionEvidence } from '../contract/pre-enroll-user.js';
import { okta } from './activities.js';
import { decideCompletion, pauseBeforeNextLook } from './decide-completion.js';
import { isRemoved } from './decide-skip.js';
import type { EnrollmentChain } from './enrollment-chain.js';
import type { EnrollmentInbox } from './enrollment-inbox.js';
import type { EnrollmentRecord } from './enrollment-record.js';
import { UserRemoved, type UntilRepaired } from './until-repaired.js';

interface AwaitActivation {
  userId: string;
  factorId: string;
  /** Verifications of the phone before this time do not count. ISO 8601. */
  since: string;
  inbox: EnrollmentInbox;
  chain: EnrollmentChain;
  record: EnrollmentRecord;
  untilRepaired: UntilRepaired;
}

/**
 * Waits, for days, until the person has activated. News about the user and the passing of time only wake it; Okta's own state
 * decides, or an operator's word. Throws {@link UserRemoved}.
 */
export async function awaitActivation(input: AwaitActivation): Promise<CompletionEvidence> {
  const { inbox, chain, record, untilRepaired } = input;
  let heard = 0;
  let looks = 0;
  let seen: ActivationFacts | undefined;
  for (;;) {
    const isWoken = await chain.waitForNews(heard, pauseBeforeNextLook(seen, looks));
    looks = isWoken ? 0 : looks + 1;
    heard = inbox.news;
    const wokenBy = isWoken ? inbox.known.latest : 'timer';

    const facts = await untilRepaired(() => look(input));
    const decidedAt = new Date().toISOString();
    if (facts === 'forced') {
      return { rule: 'operator', decidedAt, wokenBy, ...inbox.known.forcedBy };
    }
    if (isRemoved(facts.userStatus)) throw new UserRemoved();
    const decision = decideCompletion(facts);
    if (decision.isComplete) {
      const { rule, userStatus, phoneVerification } = facts;
      return {
        ...{ rule, decidedAt, wokenBy, userStatus },
        ...(phoneVerification && { phoneVerification }),
      };
    }
    record.waitFor(`the person to activate and to sign in with the phone (${decision.missing})`);
    seen = facts;
  }
}

async function look(input: AwaitActivation): Promise<ActivationFacts | 'forced'> {
  const { userId, factorId, since, inbox } = input;
  const { forcedBy, phoneVerification: told } = inbox.known;
  if (forcedBy !== undefined) return 'forced';
  return okta.checkActivation({
    ...{ userId, factorId, since },
    ...(told && told.published >= since && { phoneVerification: told }),
  });
}
