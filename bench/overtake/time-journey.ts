import type { Client } from '@temporalio/client';
import { playHire } from '../../okta-emulator/pages/play-hire.js';
import type { PreEnrollUser } from '../../src/contract/pre-enroll-user.js';
import { preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';
import { kindOf } from '../../test/end-to-end/support/okta-org.js';
import type { JournaledCall, LimitedOkta } from '../limited-okta.js';

/** How long a person waited for us, in milliseconds. */
export interface Journey {
  /** From the answer that created the user to our first call about the person. */
  createdToFirstCall: number;
  createdToActivationMail: number;
  /** From the page that says so to our first call after it. */
  signedInToFirstCall: number;
  /** To the answer that took the person out of Group A. */
  signedInToOnlyInB: number;
}

/** Creates a user, plays the person as soon as the activation mail is there, and waits for the end. @throws Error if it does not come in five minutes */
export async function timeJourney(okta: LimitedOkta, client: Client): Promise<Journey> {
  const hire = await okta.hire();
  const { userId, login } = hire;
  await playHire({ url: okta.url, login, signal: AbortSignal.timeout(300_000) });
  const signedIn = Date.now();
  const run = client.workflow.getHandle<PreEnrollUser>(preEnrollUserWorkflowId(userId));
  const { outcome } = await client.withDeadline(signedIn + 300_000, () => run.result());
  if (outcome !== 'completed') throw new Error(`A hire has ended as ${outcome}`);

  const calls = await okta.calls();
  const created = answerOf(calls, (call) => call.method === 'POST' && loginIn(call) === login);
  const ours = calls.filter(({ path }) => path.includes(userId));
  const left = answerOf(ours, ({ method }) => method === 'DELETE');
  const mail = (await okta.mailsTo(login)).find((candidate) => kindOf(candidate) === 'activation');
  return {
    createdToFirstCall: firstCallSince(ours, 0) - created,
    createdToActivationMail: timeOf(mail?.receivedAt) - created,
    signedInToFirstCall: firstCallSince(ours, signedIn) - signedIn,
    signedInToOnlyInB: left - signedIn,
  };
}

function answerOf(calls: readonly JournaledCall[], fits: (call: JournaledCall) => boolean): number {
  return timeOf(
    calls.find((call) => call.status !== undefined && call.status < 300 && fits(call))?.answered,
  );
}

function loginIn({ path, body }: JournaledCall): unknown {
  if (!path.startsWith('/api/v1/users?')) return undefined;
  return (body as { profile?: { login?: string } }).profile?.login;
}

function firstCallSince(calls: readonly JournaledCall[], since: number): number {
  return timeOf(calls.find(({ received }) => Date.parse(received) >= since)?.received);
}

function timeOf(text = ''): number {
  return Date.parse(text);
}
