import type { World } from './world.js';

const linkPattern = /https?:\/\/\S+\/(?:welcome\/[\w-]+|tokens\/[\w-]+\/verify)/;

/** The link in the newest mail: ours come after Okta's. Undefined if no mail has arrived. */
export async function newestLink({
  mailer,
  mailbox,
  user,
  facts,
}: World): Promise<string | undefined> {
  const ours = mailer.mails
    .map(({ text }) => linkPattern.exec(text)?.[0])
    .findLast((link) => link !== undefined);
  if (ours !== undefined) return ours;
  const isSent = facts().some(({ fact }) => fact === 'activated') && user.profile.email !== '';
  if (!isSent) return undefined;
  try {
    const hasLink = ({ text }: { text: string }) => linkPattern.test(text);
    const mail = await mailbox.waitForMail(hasLink, { signal: AbortSignal.timeout(1_000) });
    return linkPattern.exec(mail.text)?.[0];
  } catch {
    // Okta sent it when the profile had no address.
    return undefined;
  }
}
