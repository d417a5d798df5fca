import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { noopMetricMeter } from '@temporalio/common';
import {
  stormStatusQuery,
  type ReactionStormState,
  type ReactToFactorActivation,
} from '../../src/contract/reaction.js';
import { taskQueue } from '../../src/contract/task-queues.js';
import {
  reactionStormWorkflowId,
  reactionWorkflowId,
  windowBegin,
} from '../../src/contract/workflow-ids.js';
import { startGateway } from '../../src/gateway.js';
import { createLogger } from '../../src/process/logger.js';
import { TicketError } from '../../src/tickets/ticket-system.js';
import { storeAway } from '../support/fake-audit-store.js';
import { postEvents, secret } from '../support/hook-deliveries.js';
import { factorActivation, phoneTwins, seedPayload } from '../support/factor-events.js';
import { joinStorm } from '../support/join-storm.js';
import { privilegedGroup, withReactions, type Reactions } from '../support/reactions.js';
import { useDevServer, workflowBundle } from '../support/temporal.js';

const noFilter = { ignoreTypes: [], ignoreActors: [], ownActors: [], signInHints: 'hook' } as const;

type Body = (reactions: Reactions) => Promise<void>;

describe('reactToFactorActivation', function () {
  this.timeout('60s');
  const environment = useDevServer();

  async function react(
    body: Body,
    options: Partial<Parameters<typeof withReactions>[1]> = {},
  ): Promise<void> {
    await withReactions(
      environment(),
      { taskQueue, workflowBundle: await workflowBundle(), ...options },
      body,
    );
  }

  const addAdmin = (okta: Reactions['okta']) =>
    okta.addUser({ status: 'ACTIVE', groupIds: new Set([privilegedGroup]) });

  /** Far enough from the end of the window that what comes some seconds later is still in it. */
  const earlyInWindow = (windowMs = 600_000) =>
    new Date(new Date(windowBegin(new Date().toISOString(), windowMs)).getTime() + 1);

  it('makes one ticket and one notice of the two events of a phone, on Identity Engine', () =>
    react(
      async ({ okta, mailer, audit, tickets, deliver, waitFor, resultOf, chat }) => {
        const userId = addAdmin(okta);
        const [sms, voice] = phoneTwins({ userId, published: earlyInWindow(1_000) });
        for (const event of [sms, voice]) okta.log.write(event);

        const outcomes = [await deliver(sms), await deliver(voice), await deliver(sms)];
        assert.deepEqual(outcomes, ['started', 'signaled', 'signaled']);
        await waitFor(sms, ({ notices }) => notices?.person === 'sent');

        const result = await resultOf(sms);
        assert.equal(result.outcome, 'alerted');
        assert.equal(result.eventUuids.length, 2);
        assert.deepEqual(result.ticket, { kind: 'own', ticket: 'SEC-1' });
        assert.deepEqual(result.notices, { person: 'sent', security: 'sent', chat: 'sent' });
        assert.equal(await deliver(voice), 'duplicate');
        assert.equal(tickets.tickets.length, 1);
        assert.deepEqual(mailer.mails.map(({ to }) => to).toSorted(), [
          'ann@example.com',
          'security@example.com',
        ]);
        assert.equal(chat.lines.length, 1);
        assert.deepEqual(
          audit.entries.map(({ action, userId: whose, factor, reason }) => [
            ...[action, whose, factor, reason],
          ]),
          [['reaction', userId, 'sms:OKTA', 'alerted']],
        );
        assert.doesNotMatch(JSON.stringify([audit.entries, result]), /@example|Ann/);
      },
      { windowMs: 1_000 },
    ));

  it('only records the enrollment of everybody else, on Classic Engine', () =>
    react(async ({ okta, mailer, audit, tickets, deliver, waitFor }) => {
      const userId = okta.addUser({ status: 'ACTIVE' });
      const event = factorActivation({ engine: 'classic', userId, method: 'SMS_FACTOR' });
      okta.log.write(event);

      await deliver(event);
      const { classification } = await waitFor(event, ({ stage }) => stage === 'collecting');

      assert.equal(classification?.decision, 'record');
      assert.equal(classification.actorKind, 'self');
      assert.deepEqual(
        audit.entries.map(({ reason }) => reason),
        ['recorded'],
      );
      assert.deepEqual([tickets.tickets, mailer.mails], [[], []]);
    }));

  it('waits for an event that the System Log does not show yet', () =>
    react(
      async ({ okta, tickets, deliver, waitFor }) => {
        const userId = addAdmin(okta);
        const event = factorActivation({ userId, method: 'SMS' });

        await deliver(event);
        await waitFor(event, () => okta.count('listLogEvents') > 0);
        assert.deepEqual(tickets.tickets, []);
        okta.log.write(event);
        await waitFor(event, ({ ticket }) => ticket?.kind === 'own');
      },
      { patienceMs: 60_000 },
    ));

  it('does nothing in the name of an event that the System Log never shows, and records that', () =>
    react(async ({ okta, mailer, audit, tickets, deliver, waitFor }) => {
      const event = factorActivation({ userId: addAdmin(okta), method: 'SMS' });

      await deliver(event);

      await waitFor(event, ({ outcome }) => outcome === 'unconfirmed');
      assert.deepEqual(
        audit.entries.map(({ reason }) => reason),
        ['unconfirmed'],
      );
      assert.deepEqual([tickets.tickets, mailer.mails], [[], []]);
    }));

  it('has nothing to do with what preenroll enrolled itself', () =>
    react(async ({ okta, audit, tickets, deliver, waitFor }) => {
      const userId = addAdmin(okta);
      const own = { actor: { id: okta.ownUserId }, apiTokenId: okta.ownApiTokenId };
      const [sms, voice] = phoneTwins({ userId, ...own });
      for (const event of [sms, voice]) okta.log.write(event);

      await deliver(sms);

      const { eventUuids } = await waitFor(sms, ({ outcome }) => outcome === 'own');
      assert.equal(eventUuids.length, 2);
      assert.equal(await deliver(voice), 'signaled');
      assert.deepEqual([audit.entries, tickets.tickets], [[], []]);
    }));

  it('gives an act that lies across two windows one ticket, whichever event comes first', () =>
    react(async ({ okta, tickets, deliver, waitFor }) => {
      const userId = addAdmin(okta);
      const bound = new Date(windowBegin(new Date().toISOString(), 600_000)).getTime();
      const at = (offset: number) =>
        factorActivation({ userId, method: 'SMS', published: new Date(bound + offset) });
      const [before, after] = [at(-5), at(5)];
      for (const event of [before, after]) okta.log.write(event);

      await deliver(after);

      await waitFor(after, ({ outcome }) => outcome === 'joined');
      await waitFor(before, ({ ticket }) => ticket?.kind === 'own');
      assert.equal(await deliver(before), 'signaled');
      assert.equal(tickets.tickets.length, 1);
    }));

  it('reacts to what is left of a window whose beginning belongs to the act before', () =>
    react(async ({ okta, tickets, deliver, waitFor }) => {
      const userId = addAdmin(okta);
      const bound = new Date(windowBegin(new Date().toISOString(), 600_000)).getTime() - 600_000;
      const [before, joins, another] = [-5, 5, 599_997].map((offset) => {
        const published = new Date(bound + offset);
        return okta.log.write(factorActivation({ userId, method: 'SMS', published }));
      });

      await deliver(before);
      await deliver(joins);

      await waitFor(joins, ({ ticket }) => ticket?.kind === 'own');
      assert.equal(tickets.tickets.length, 2);
      assert.match(JSON.stringify(tickets.tickets), new RegExp(String(another?.['uuid'])));
    }));

  it('is held up by no forged event of the same act', () =>
    react(
      async ({ okta, tickets, deliver, waitFor }) => {
        const userId = addAdmin(okta);
        const published = earlyInWindow();
        const forged = factorActivation({ userId, method: 'SMS', published });
        await deliver(forged);
        await waitFor(forged, () => okta.count('listLogEvents') > 0);
        const event = okta.log.write(factorActivation({ userId, method: 'SMS', published }));
        await deliver(event);

        const { eventUuids } = await waitFor(event, ({ ticket }) => ticket?.kind === 'own');
        assert.equal(eventUuids.length, 2);
        assert.equal(tickets.tickets.length, 1);
      },
      { patienceMs: 60_000 },
    ));

  it('raises the alert when only a later event of the act is a reason for one', () =>
    react(async ({ okta, tickets, deliver, waitFor }) => {
      const userId = okta.addUser({ status: 'ACTIVE' });
      const published = earlyInWindow();
      const first = factorActivation({ userId, method: 'SMS', published });
      okta.log.write(first);
      await deliver(first);
      await waitFor(first, ({ stage }) => stage === 'collecting');
      assert.deepEqual(tickets.tickets, []);

      okta.user(userId).groupIds.add(privilegedGroup);
      const second = factorActivation({ userId, method: 'SMS', published });
      okta.log.write(second);
      assert.equal(await deliver(second), 'signaled');
      await waitFor(first, ({ ticket }) => ticket?.kind === 'own');
      assert.equal(tickets.tickets.length, 1);
    }));

  it('does nothing unrecorded: while the audit store is away, everything waits', () =>
    react(async ({ okta, audit, tickets, deliver, waitFor }) => {
      const returns = audit.failAlways('append', storeAway);
      const event = factorActivation({ userId: addAdmin(okta), method: 'SMS' });
      okta.log.write(event);

      await deliver(event);
      await waitFor(
        event,
        ({ pending }) => pending.includes('record') && audit.count('append') > 1,
      );
      assert.deepEqual(tickets.tickets, []);
      returns();
      await waitFor(event, ({ ticket }) => ticket?.kind === 'own');
    }));

  it('goes on with the notices while the ticket system refuses, and shows that the ticket is missing', () =>
    react(async ({ okta, tickets, deliver, waitFor }) => {
      tickets.failAlways('put', new TicketError('HTTP 403', { permanent: true }));
      const event = factorActivation({ userId: addAdmin(okta), method: 'SMS' });
      okta.log.write(event);

      await deliver(event);
      const { pending, stage } = await waitFor(
        event,
        ({ notices = {} }) => Object.keys(notices).length === 3,
      );
      assert.deepEqual([stage, pending], ['alerting', ['ticket']]);
    }));

  it('makes one ticket with a list of a storm, and goes on asking each person', () =>
    react(
      async ({ client, okta, mailer, tickets, chat, deliver, waitFor }) => {
        const events = Array.from({ length: 5 }, () => {
          const event = factorActivation({ userId: addAdmin(okta), method: 'SMS' });
          return okta.log.write(event);
        });
        for (const event of events) {
          await deliver(event);
          await waitFor(event, ({ stage }) => stage === 'collecting');
        }

        const storm = client.workflow.getHandle(reactionStormWorkflowId);
        while ((await storm.query(stormStatusQuery)).count < 3) await sleep(20);
        const result = (await storm.result()) as { ticket?: string };
        assert.equal(tickets.tickets.length, 3);
        const list = tickets.tickets.find(({ ticket }) => ticket === result.ticket);
        const listed = events.slice(2).map((event) => (event['target'] as { id: string }[])[0]?.id);
        for (const userId of listed)
          assert.match(list?.lines.join('\n') ?? '', new RegExp(String(userId)));
        const to = (address: string) => mailer.mails.filter((mail) => mail.to === address).length;
        assert.deepEqual([to('ann@example.com'), to('security@example.com')], [5, 3]);
        assert.equal(chat.lines.length, 3);
      },
      { settings: { storm: { more: 2, withinMs: 4_000 } } },
    ));

  it('counts a storm on in another run when its history has become long', () =>
    react(async ({ client }) => {
      const storm = client.workflow.getHandle(reactionStormWorkflowId);
      const answers = [await joinStorm(client, 0)];
      const { runId } = await storm.describe();
      for (let number = 1; number < 55; number += 1) answers.push(await joinStorm(client, number));

      const { status } = await client.workflow.getHandle(reactionStormWorkflowId, runId).describe();
      assert.equal(status.name, 'CONTINUED_AS_NEW');
      assert.deepEqual(
        answers,
        Array.from({ length: 55 }, (_, number) => (number < 50 ? 'own' : 'listed')),
      );
      assert.deepEqual(
        [await joinStorm(client, 0), await joinStorm(client, 54)],
        ['own', 'listed'],
      );
      const { own, count } = (await storm.result()) as ReactionStormState;
      assert.deepEqual([own.length, count], [50, 5]);
    }));

  it("understands the seed's own payload, delivered by the hook as it stands: nobody confirms it", () =>
    react(async ({ client, audit }) => {
      const { address } = environment().connection.options;
      const routing = { windowMs: 1_000, patienceMs: 500 };
      const gateway = await startGateway(
        {
          ...{ secrets: [secret], host: '127.0.0.1', port: 0, reactions: routing },
          events: { ...noFilter, reactsToFactors: true },
        },
        { connectionOptions: { address }, namespace: client.options.namespace },
        { logger: createLogger('silent'), meter: noopMetricMeter },
      );
      const published = new Date().toISOString();
      const { status } = await postEvents(gateway, [{ ...seedPayload, published }]);
      assert.equal(status, 204);
      await gateway.close();

      const userId = seedPayload.actor.id;
      const id = reactionWorkflowId(
        { userId, factorFamily: 'okta-verify', actor: { id: userId, type: 'User' }, published },
        routing.windowMs,
      );
      const { outcome } = await client.workflow.getHandle<ReactToFactorActivation>(id).result();
      assert.equal(outcome, 'unconfirmed');
      assert.deepEqual(
        audit.entries.map(({ userId: whose, reason }) => [whose, reason]),
        [[userId, 'unconfirmed']],
      );
    }));
});
