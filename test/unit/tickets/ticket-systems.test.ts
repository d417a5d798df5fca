import assert from 'node:assert/strict';
import { createEgress } from '../../../src/egress/egress.js';
import {
  createTicketSystem,
  type TicketSystemOptions,
} from '../../../src/tickets/create-ticket-system.js';
import { TicketError, type Ticket, type TicketSystem } from '../../../src/tickets/ticket-system.js';
import {
  startJiraStub,
  startServiceNowStub,
  startWebhookStub,
  type TicketStub,
} from '../../support/ticket-stubs.js';

const account = { email: 'bot@example.com', apiToken: 'a-token' };
const login = { user: 'bot', password: 'a password' };
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

const ticket: Ticket = {
  externalId: 'reaction:00uh1reh1reh1reh1re0:phone:00uh1reh1reh1reh1re0:20260315T102000Z',
  title: `MFA factor SMS activated: ${'x'.repeat(300)}`,
  lines: ['User: jane@example.com', 'Why: a weak factor on a privileged user'],
};

const systems: Record<
  string,
  { start: () => Promise<TicketStub>; options: (url: string) => TicketSystemOptions }
> = {
  jira: {
    start: () => startJiraStub(account),
    options: (url) => ({
      ...{ system: 'jira', url, ...account, project: 'SEC', issueType: 'Task' },
      labels: ['mfa'],
    }),
  },
  servicenow: {
    start: () => startServiceNowStub(login),
    options: (url) => ({
      ...{ system: 'servicenow', url, ...login, table: 'incident' },
      fields: { assignment_group: 'security' },
    }),
  },
  webhook: {
    start: () => startWebhookStub({ secret }),
    options: (url) => ({ system: 'webhook', url: `${url}/hook`, secret }),
  },
};

/** The request that creates a ticket. */
const creation = /^POST .*\/(issue|incident|hook)$/;

async function errorOf(work: Promise<unknown>): Promise<TicketError> {
  const [outcome] = await Promise.allSettled([work]);
  assert(outcome.status === 'rejected', 'it went through');
  assert(outcome.reason instanceof TicketError, String(outcome.reason));
  assert.doesNotMatch(outcome.reason.message, /jane|127\.0\.0\.1|a-token|password|refused by/);
  return outcome.reason;
}

for (const [name, { start, options }] of Object.entries(systems)) {
  describe(`tickets in ${name}`, () => {
    let stub: TicketStub;
    let system: TicketSystem;
    beforeEach(async () => {
      stub = await start();
      const egress = createEgress({ allowHosts: ['127.0.0.1'], timeoutMs: 300 });
      system = createTicketSystem(egress, options(stub.url));
    });
    afterEach(() => stub.close());

    it('are created in the documented form, once for an external id', async () => {
      const first = await system.put(ticket);
      const again = await system.put(ticket);

      assert.equal(stub.tickets.length, 1);
      assert.deepEqual(again, first);
      if (name !== 'webhook') assert.equal(first.ticket, stub.tickets[0]?.name);
      assert.equal(stub.tickets[0]?.text, ticket.lines.join('\n'));
    });

    it('are found again after an answer that was lost', async () => {
      stub.plan('lost', creation);
      const { permanent, retryAfter } = await errorOf(system.put(ticket));
      assert.equal(permanent, false);
      // Jira's search is behind.
      assert.equal(retryAfter, name === 'jira' ? 30 : undefined);
      await system.put(ticket);

      assert.equal(stub.tickets.length, 1);
    });

    it('keep their text unless another one is to replace it', async () => {
      await system.put(ticket);
      await system.put({ ...ticket, lines: ['an analyst wrote here'] });
      assert.equal(stub.tickets[0]?.text, ticket.lines.join('\n'));

      for (const lines of [['one'], ['one', 'two'], ['one', 'two']]) {
        await system.put({ ...ticket, lines }, { replaces: true });
      }
      assert.deepEqual([stub.tickets.length, stub.tickets[0].text], [1, 'one\ntwo']);
    });

    for (const status of [500, 502, 503, 408]) {
      it(`are tried again after ${status}`, async () => {
        stub.plan({ status });
        assert.equal((await errorOf(system.put(ticket))).permanent, false);
        await system.put(ticket);
        assert.equal(stub.tickets.length, 1);
      });
    }

    it('are tried again when the system says so, after 429', async () => {
      stub.plan({ status: 429, headers: { 'retry-after': '7' } });
      const { permanent, retryAfter } = await errorOf(system.put(ticket));
      assert.deepEqual([permanent, retryAfter], [false, 7]);
    });

    for (const status of [400, 401, 403, 404, 410, 422]) {
      it(`need a person after ${status}`, async () => {
        stub.plan({ status, body: { message: 'refused by jane@example.com' } });
        assert.equal((await errorOf(system.put(ticket))).permanent, true);
      });
    }

    for (const status of [301, 302, 307, 308]) {
      it(`need a person after ${status}: no redirect is followed`, async () => {
        stub.plan({ status, headers: { location: `${stub.url}/elsewhere` } });
        assert.equal((await errorOf(system.put(ticket))).permanent, true);
        assert.equal(stub.requests.length, 1);
      });
    }

    it('are tried again when nothing comes in time', async () => {
      stub.plan('hang');
      assert.equal((await errorOf(system.put(ticket))).permanent, false);
    });
  });
}

describe('tickets in jira', () => {
  it('are tried again after an answer that is none of Jira’s', async () => {
    const stub = await startJiraStub(account);
    const egress = createEgress({ allowHosts: ['127.0.0.1'] });
    const system = createTicketSystem(egress, {
      ...{ system: 'jira', url: stub.url, ...account, project: 'SEC', issueType: 'Task' },
      labels: [],
    });
    for (const raw of ['<html>', '', '{"issues":7}']) {
      stub.plan({ raw });
      assert.equal((await errorOf(system.put(ticket))).permanent, false);
    }
    await stub.close();
  });
});
