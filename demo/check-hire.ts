import type { ReceivedMail } from '../okta-emulator/mailbox/received-mail.js';
import type { Demo } from './start-demo.js';
import type { Hire } from './hire.js';

/** What is not as it should be after a hire has gone through; empty if all is well. It asks Okta and the mailbox, not the workflow. */
export async function checkHire(
  { admin, groups, mailbox }: Pick<Demo, 'admin' | 'groups' | 'mailbox'>,
  { userId, secondEmail }: Hire,
): Promise<string[]> {
  const groupIds = await admin.groupIdsOf(userId);
  const factors = await admin.factorsOf(userId);
  const mails = mailbox.mails.filter(({ to }) => to.includes(secondEmail));
  const activeSms = factors.filter(
    ({ factorType, status }) => factorType === 'sms' && status === 'ACTIVE',
  );
  return [
    ...(groupIds.includes(groups.b) ? [] : ['not in Group B']),
    ...(groupIds.includes(groups.a) ? ['still in Group A'] : []),
    ...(activeSms.length === 1 ? [] : [`${activeSms.length} ACTIVE SMS factors`]),
    ...(isInOrder(mails) ? [] : [`mails: ${mails.map(({ subject }) => subject).join(', ')}`]),
  ];
}

/** "MFA enrolled", then Okta's activation mail, once each. */
function isInOrder(mails: readonly ReceivedMail[]): boolean {
  const [first, second, ...others] = mails;
  return (
    first?.subject.startsWith('MFA enrolled') === true &&
    second?.text.includes('http') === true &&
    others.length === 0
  );
}
