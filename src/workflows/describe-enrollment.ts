import type { EnrollmentStage, PreEnrollUserStatus } from '../contract/pre-enroll-user.js';
import type { WaitAction } from '../contract/waiting.js';

/** What to press in the stages that can take days. */
const press: Partial<Record<EnrollmentStage, string>> = {
  'pre-hire':
    'To begin before the day, send the update `resume` with `{"operator":"<you>","reason":"<why>"}`.',
  'awaiting-activation':
    'If the person has signed in with the phone and nothing happens, send the signal `activated` with `{"source":"operator","operator":"<you>","reason":"<why>","force":true}`. If the mail is lost, send the update `resendActivation` with `{"operator":"<you>","reason":"<why>"}`.',
  'needs-attention':
    'To make it look at once, send the update `resume` with `{"operator":"<you>","reason":"<why>"}`.',
};

const plannedAs: Record<WaitAction['act'], string> = {
  remind: 'a reminder with a new link goes out',
  'renew-link': 'a mail with a new link goes out, before the last one ends',
  'escalate-to-manager': 'the manager is told',
  'escalate-to-operators': 'the operators are told',
  expire: 'the run expires',
};

/** Where a run stands, as a sentence and a list: what the Temporal UI shows of it. */
export function describeEnrollment(status: PreEnrollUserStatus): string {
  const { userId, stage, since, waitingFor, attention, next, acts = [], steps } = status;
  return [
    `**${stage}** since ${since}: Okta user \`${userId}\` waits for ${waitingFor}.`,
    attention && `**What is wrong** (\`${attention.reason}\`): ${attention.explanation}`,
    attention && `**What to do**: ${attention.action}`,
    attention?.onAccept && `**With \`"accept":true\`** the run ${attention.onAccept}.`,
    press[stage] && `**What to press**: ${press[stage]}`,
    next && `**Next by itself**: at ${next.at} ${plannedAs[next.act]}.`,
    acts.length > 0 && acts.map(describeAct).join('\n'),
    steps.length > 0 && steps.map(describeStep).join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function describeStep({ step, at, leftOut }: PreEnrollUserStatus['steps'][number]): string {
  return `- ${at} ${step}${leftOut === undefined ? '' : ` – left out: ${leftOut}`}`;
}

function describeAct({
  at,
  operator,
  act,
  reason,
  accepted,
  refused,
}: NonNullable<PreEnrollUserStatus['acts']>[number]): string {
  return [
    `- ${at} **${operator}**: ${act}`,
    accepted && ` (accepted \`${accepted}\`)`,
    refused && ` (refused: \`${refused}\`)`,
    ` – ${reason}`,
  ]
    .filter(Boolean)
    .join('');
}
