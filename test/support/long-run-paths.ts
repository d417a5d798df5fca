import { activatedSignal, type PreEnrollUser } from '../../src/contract/pre-enroll-user.js';
import type { HireHandle, Hires } from './hires.js';
import { rollOver } from './roll-over.js';

interface Chain {
  first: HireHandle;
  last: HireHandle;
}

/** The ways through `preEnrollUser` that take more than one run: the runs, by the names of their histories. */
export const longRunPaths: Record<string, (hires: Hires) => Promise<HireHandle>> = {
  'lean-continued-as-new-while-waiting': async (hires) => (await waitInTwoRuns(hires)).first,
  'lean-continued-while-waiting': async (hires) => (await waitInTwoRuns(hires)).last,
  'lean-continued-as-new-while-parked': async (hires) => (await parkInTwoRuns(hires)).first,
  'lean-continued-while-parked': async (hires) => (await parkInTwoRuns(hires)).last,
};

async function waitInTwoRuns({ client, okta, start, waitFor }: Hires): Promise<Chain> {
  const userId = okta.addUser();
  const last = await start(userId);
  await waitFor(last, ({ stage }) => stage === 'awaiting-activation');
  const runId = await rollOver(last);
  okta.setPassword(userId);
  okta.verifyPhone(userId);
  await last.signal(activatedSignal, { source: 'okta-event', eventId: 'hint' });
  await last.result();
  return { first: client.workflow.getHandle<PreEnrollUser>(last.workflowId, runId), last };
}

async function parkInTwoRuns({ client, okta, start, waitFor }: Hires): Promise<Chain> {
  const userId = okta.addUser({ profile: {} });
  const last = await start(userId);
  await waitFor(last, ({ stage }) => stage === 'needs-attention');
  await last.signal(activatedSignal, { source: 'operator', operator: 'help desk', force: true });
  const runId = await rollOver(last);
  await waitFor(last, ({ stage }) => stage === 'needs-attention');
  okta.user(userId).profile = { mobilePhone: '+1 201 555 0123', email: 'ann@example.com' };
  await last.signal('profileChanged');
  await last.result();
  return { first: client.workflow.getHandle<PreEnrollUser>(last.workflowId, runId), last };
}
