import { factorRefusals, type FactorStatus } from '../contract/enroll-and-activate-factor.js';

const press: Partial<Record<FactorStatus['stage'], string>> = {
  'awaiting-code':
    'Send the update `submitPassCode` with `{"passCode":"<the code>"}`. For another code, where codes are sent: the update `resend`.',
  'needs-attention':
    'To make it look at once, send the signal `lookAgain`. It looks by itself within the hour.',
};

/** Where a factor's run stands, as a few sentences: what the Temporal UI shows of it. */
export function describeFactor(status: FactorStatus): string {
  const { userId, factor, stage, since, waitingFor, attention, result, lastRefusal } = status;
  const { attemptsLeft, attemptsRenewedAt, codeExpiresAt, resendPossibleAt, expiresAt } = status;
  const isOpen = stage !== 'ended';
  return [
    `**${stage}** since ${since}: \`${factor}\` of Okta user \`${userId}\` waits for ${waitingFor}.`,
    result && 'explanation' in result && `**Why**: ${result.explanation}`,
    attention && `**What is wrong** (\`${attention.reason}\`): ${attention.explanation}`,
    attention && `**Who can fix it**: ${attention.whoCanFix}.`,
    press[stage] && `**What to press**: ${press[stage]} To end it: the update \`cancel\`.`,
    isOpen &&
      lastRefusal &&
      `**Refused last** (\`${lastRefusal.refusal}\`): ${factorRefusals[lastRefusal.refusal]}`,
    isOpen &&
      attemptsLeft !== undefined &&
      `Codes that Okta takes: ${attemptsLeft}${attemptsRenewedAt === undefined ? '' : `, five again at ${attemptsRenewedAt}`}.`,
    isOpen && codeExpiresAt && `The last code is good until ${codeExpiresAt}.`,
    isOpen && resendPossibleAt && `Another can be sent from ${resendPossibleAt} on.`,
    isOpen && `The run expires at ${expiresAt}.`,
  ]
    .filter(Boolean)
    .join('\n\n');
}
