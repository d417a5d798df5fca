import assert from 'node:assert/strict';
import {
  createReactionAlerts,
  type ActivationAlert,
} from '../../../src/activities/reaction-alerts.js';
import type { ReactionSettings } from '../../../src/reaction/reaction-settings.js';
import { createMailRenderer } from '../../../src/mail/render-mail.js';
import { TicketError } from '../../../src/tickets/ticket-system.js';
import { ChatError } from '../../../src/chat/chat.js';
import { createFakeAuditStore, storeAway } from '../../support/fake-audit-store.js';
import { createFakeChat } from '../../support/fake-chat.js';
import { createFakeMailer } from '../../support/fake-mailer.js';
import { createFakeTickets } from '../../support/fake-tickets.js';
import { createReactionSettings } from '../../support/reaction-settings.js';
import {
  answerLost,
  assertRetryable,
  createActivityEnvironment,
  type ActivityEnvironment,
} from './activity-environment.js';

describe('the alert of a reaction', () => {
  let environment: ActivityEnvironment;
  let userId: string;
  let alert: ActivationAlert;
  beforeEach(() => {
    environment = createActivityEnvironment();
    userId = environment.okta.addUser({ status: 'ACTIVE' });
    alert = {
      ...{ userId, population: 'default', factorType: 'sms:OKTA', eventUuid: 'uuid-1' },
      ...{ published: '2026-03-15T10:22:14.000Z', reactionId: 'reaction:1' },
      classification: {
        ...{ actorKind: 'admin', factor: 'sms:OKTA', risks: ['admin-enrolled'], decision: 'alert' },
        explanation: ['another user did it for this one', 'high risk: …'],
      },
    };
  });

  function activities(settings: Partial<ReactionSettings> = {}) {
    const fakes = {
      ...{ mailer: createFakeMailer(), audit: createFakeAuditStore() },
      ...{ tickets: createFakeTickets(), chat: createFakeChat() },
    };
    const made = createReactionAlerts({
      ...{ ...fakes, okta: environment.okta, mails: createMailRenderer({}) },
      settings: createReactionSettings({
        notify: { person: true, securityAddress: 'security@example.com' },
        ...settings,
      }),
    });
    return { ...fakes, ...made };
  }

  it('names the user in the ticket as Okta has the login now, and why', async () => {
    const { openReactionTicket, tickets } = activities();
    environment.okta.user(userId).profile['login'] = 'jane@example.com';

    assert.deepEqual(await environment.run(openReactionTicket, alert), { ticket: 'SEC-1' });
    const [ticket] = tickets.tickets;
    assert.equal(ticket?.externalId, 'reaction:1');
    assert.match(ticket.title, /SMS activated for a user: jane@example\.com$/);
    assert.match(ticket.lines.join('\n'), /high risk: …[^]*uuid-1[^]*reaction:1/);
  });

  it('asks the person at the primary address, in the language of the profile, and names whom to tell', async () => {
    const { askThePerson, mailer } = activities();
    environment.okta.user(userId).profile['preferredLanguage'] = 'de';

    assert.deepEqual(await environment.run(askThePerson, alert), { outcome: 'sent' });
    const [mail] = mailer.mails;
    assert.deepEqual(
      [mail?.to, mail?.messageId, mail?.subject],
      [
        'ann@example.com',
        `factor-activated.${userId}.uuid-1`,
        'Neuer Anmeldefaktor für Ihr Okta-Konto: SMS',
      ],
    );
    assert.match(String(mail?.text), /2026-03-15 10:22 UTC[^]*security@example\.com/);
  });

  it('repeats a mail under the same Message-ID', async () => {
    const { tellSecurity, mailer } = activities();
    mailer.executeThenFailNext('send', answerLost);
    await assert.rejects(environment.run(tellSecurity, alert));
    await environment.run(tellSecurity, alert);
    assert.equal(new Set(mailer.mails.map(({ messageId }) => messageId)).size, 1);
    assert.doesNotMatch(String(mailer.mails[0]?.text), /ann@/);
  });

  it('tells nobody who is not configured, and says so of who has no address', async () => {
    const { askThePerson, tellSecurity } = activities({ notify: { person: false } });
    assert.deepEqual(await environment.run(askThePerson, alert), { outcome: 'not-configured' });
    assert.deepEqual(await environment.run(tellSecurity, alert), { outcome: 'not-configured' });

    environment.okta.user(userId).profile = {};
    const asking = activities().askThePerson;
    assert.deepEqual(await environment.run(asking, alert), { outcome: 'no-address' });
  });

  it('posts one line to the chat, without name or address', async () => {
    const { postToChat, chat } = activities();
    await environment.run(postToChat, alert);
    assert.equal(chat.lines.length, 1);
    assert.match(
      String(chat.lines[0]),
      new RegExp(`SMS was activated for the Okta user ${userId}`),
    );
    assert.doesNotMatch(String(chat.lines[0]), /@/);
  });

  it('records the decision once, with its explanation', async () => {
    const { recordReaction, audit } = activities();
    const record = {
      ...{ ...alert, outcome: 'alerted' as const, eventUuids: ['uuid-1', 'uuid-2'] },
      actorId: '00uadmin',
    };
    await environment.run(recordReaction, record);
    await environment.run(recordReaction, record);

    assert.equal(audit.entries.length, 1);
    const [entry] = audit.entries;
    assert(entry?.at instanceof Date);
    assert.deepEqual(entry, {
      at: entry.at,
      ...{ key: 'reaction:1:uuid-1:reaction', stream: `user:${userId}`, phase: 'fact' },
      ...{ action: 'reaction', actor: { kind: 'admin', id: '00uadmin' }, userId },
      population: 'default',
      ...{ factor: 'sms:OKTA', reason: 'alerted', eventUuid: 'uuid-1', workflowId: 'reaction:1' },
      evidence: {
        ...{ published: alert.published, eventUuids: ['uuid-1', 'uuid-2'] },
        classification: alert.classification,
      },
    });
  });

  it('is tried again when the store, the ticket system or the chat is away, and when they refuse', async () => {
    const { audit, tickets, chat, recordReaction, openReactionTicket, postToChat } = activities();
    audit.failNext('append', storeAway);
    const record = { ...alert, outcome: 'alerted' as const, eventUuids: [] };
    await assertRetryable(environment.run(recordReaction, record), 'AuditUnavailable');

    for (const [permanent, type] of [
      [false, 'TicketSystemUnavailable'],
      [true, 'TicketSystemRefused'],
    ] as const) {
      tickets.failNext('put', new TicketError('HTTP 503', { permanent }));
      await assertRetryable(environment.run(openReactionTicket, alert), type);
    }
    for (const [permanent, type] of [
      [false, 'ChatUnavailable'],
      [true, 'ChatRefused'],
    ] as const) {
      chat.failNext('post', new ChatError('HTTP 503', permanent));
      await assertRetryable(environment.run(postToChat, alert), type);
    }
  });

  it('writes the list of a storm anew each time, and counts what it does not list', async () => {
    const { writeStormTicket, tickets } = activities();
    const listed = ['00u1', '00u2'].map((id) => ({
      ...{ reactionId: `reaction:${id}`, userId: id, factor: 'sms:OKTA' },
      ...{ published: alert.published, actorKind: 'admin' as const },
    }));
    const storm = { stormId: 'run', since: alert.published, own: [] };
    await environment.run(writeStormTicket, { ...storm, listed: listed.slice(0, 1), count: 1 });
    await environment.run(writeStormTicket, { ...storm, listed, count: 7 });

    assert.equal(tickets.tickets.length, 1);
    const text = tickets.tickets[0]?.lines.join('\n') ?? '';
    assert.match(text, /^7 further[^]*00u1 {2}SMS[^]*00u2[^]*… and 5 more$/);
  });
});
