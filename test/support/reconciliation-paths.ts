import type { ActivityDependencies } from '../../src/activities/index.js';
import { LogCursorRefusedError } from '../../src/okta/okta-errors.js';
import { addActiveUsers } from './deliveries.js';
import type { Hires } from './hires.js';
import { oktaError } from './okta-error.js';
import { startPass, type PassHandle } from './passes.js';

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 60 * 60_000);

/** What a worker needs to know for the paths with event cards. */
export const eventCards: ActivityDependencies['eventCards'] = {
  triggers: [
    {
      ...{ workflowType: 'greet', taskQueue: 'theirs', groups: ['00g0000000000000card'] },
      payload: 'plain text with personal data',
    },
  ],
};

/** Every way through `reconcileSystemLog`, to its end, by the name of its history. */
export const reconciliationPaths: Record<string, (hires: Hires) => Promise<PassHandle>> = {
  async 'pass-over-two-hours-with-a-pause'({ client, okta }) {
    for (const [at, userId] of addActiveUsers(okta, 3).entries()) {
      okta.log.add('user.lifecycle.create', userId, { published: hoursAgo(3 - at) });
    }
    const { poll } = okta.log;
    const since = new Date();
    const filter = 'eventType eq "user.lifecycle.create"';
    const rateLimit = { limit: 60, remaining: 0, secondsToReset: 20 };
    okta.answerNext('pollLog', { ...poll({ since, filter, limit: 2 }), rateLimit });
    okta.log.addHookEvent('event_hook.deactivated', 'who00000000000000001');
    const settings = { startAt: hoursAgo(4).toISOString() };
    const run = await startPass(client, { settings });
    await run.result();
    return run;
  },

  async 'pass-with-a-lost-cursor'({ client, okta }) {
    const first = await startPass(client);
    const state = await first.result();
    okta.failNext('pollLog', new LogCursorRefusedError());
    const run = await startPass(client, { state });
    await run.result();
    return run;
  },

  async 'pass-with-event-cards-that-a-person-must-help'({ client, okta }) {
    const userId = okta.addUser({ status: 'ACTIVE' });
    okta.log.add('user.authentication.auth_via_mfa', userId, { method: 'SMS' });
    okta.failNext('listUserGroupIds', oktaError('403 E0000006'));
    const settings = { startAt: hoursAgo(1).toISOString() };
    const run = await startPass(client, { settings });
    await run.result();
    return run;
  },

  async 'pass-that-a-person-must-help'({ client, okta }) {
    okta.failNext('pollLog', oktaError('401 E0000011'));
    const run = await startPass(client);
    await run.result();
    return run;
  },
};
