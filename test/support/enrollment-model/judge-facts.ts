import type { Fact } from './facts.js';

/** What of a hire's facts must never be, in words; empty if all is well. Pure. */
export function judgeFacts(facts: readonly Fact[]): string[] {
  return [judgeMoves, judgeEvidence, judgeMails].flatMap((judge) => judge(facts));
}

/**
 * Whoever has entered Group A is in A or in B from then on, unless the run takes back what it did, or somebody else took the person out. The
 * order counts, not where things end: a moment in neither group is one too many.
 */
function judgeMoves(facts: readonly Fact[]): string[] {
  const violations: string[] = [];
  const groups = new Set<string>();
  let mayLeave = false;
  for (const fact of facts) {
    if (fact.fact === 'undo asked' || fact.fact === 'expiry due') mayLeave = true;
    if (fact.fact !== 'membership') continue;
    if (fact.change === 'add') {
      groups.add(fact.group);
      continue;
    }
    groups.delete(fact.group);
    if (groups.size === 0 && fact.by === 'us' && !mayLeave) {
      violations.push(`taken out of Group ${fact.group} by us, and in neither group then`);
    }
  }
  return violations;
}

/**
 * Nobody is put into Group B by us without an operator's word, or a verification of the phone after the activation. A phone that was enrolled
 * since has to be verified anew.
 */
function judgeEvidence(facts: readonly Fact[]): string[] {
  const violations: string[] = [];
  let isActivated = false;
  let isVerified = false;
  let isForced = false;
  for (const fact of facts) {
    if (fact.fact === 'forced') isForced = true;
    if (fact.fact === 'activated') isActivated = true;
    if (fact.fact === 'phone verified') isVerified = isActivated;
    if (fact.fact === 'phone enrolled') isVerified = false;
    const isMove = fact.fact === 'membership' && fact.change === 'add' && fact.group === 'B';
    if (isMove && fact.by === 'us' && !isVerified && !isForced) {
      violations.push('put into Group B by us without evidence');
    }
  }
  return violations;
}

/** One mail per Message-ID, and one more for each answer that was lost; one activation, because each sends a mail of Okta's. */
function judgeMails(facts: readonly Fact[]): string[] {
  const violations: string[] = [];
  const counts = { taken: new Map<string, number>(), lost: new Map<string, number>() };
  const count = (of: Map<string, number>, id: string) => of.set(id, (of.get(id) ?? 0) + 1);
  for (const fact of facts) {
    if (fact.fact === 'mail taken') count(counts.taken, fact.messageId);
    if (fact.fact === 'answer lost') count(counts.lost, fact.messageId);
  }
  for (const [messageId, taken] of counts.taken) {
    const allowed = 1 + (counts.lost.get(messageId) ?? 0);
    // The id ends with the user's, which is another one in each run of the model.
    const [name] = messageId.split('.');
    if (taken > allowed) violations.push(`${taken} mails "${name}", of which ${allowed} may be`);
  }
  const activations = facts.filter(({ fact }) => fact === 'activated').length;
  if (activations > 1) violations.push(`activated ${activations} times`);
  return violations;
}
