import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  NoUserMfaEventError,
  toUserMfaEventCard,
} from '../../../src/event-card/to-user-mfa-event-card.js';
import { readReference } from '../../support/reference-data.js';
import { authenticator, hire, user } from '../dispatch/okta-log-event.js';
import { envelope } from '../hook-gateway/envelope.js';
import { classicUserMfaEvent, userMfaEvent } from './user-mfa-event.js';

const jane = {
  id: hire,
  alternateId: 'jane@example.com',
  displayName: 'Jane Hire',
  type: 'User',
};
const nobody = { id: null, alternateId: null, displayName: null, type: null };

const samples = ['fastpass-phishing-block-event', 'other-event'].map(
  (name) => `system-log/user.authentication.auth_via_mfa__panther-${name}.json`,
);

describe('the User MFA event card', () => {
  describe('of a hook delivery', () => {
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Okta-Integrations',
      'x-forwarded-for': ['203.0.113.7', '203.0.113.8'],
      authorization: 'secret',
      'x-hook-secret': 'secret',
      cookie: 'secret',
      'x-nothing': undefined,
    };

    it('has exactly the fields of the card, filled from the event and from what brought it', () => {
      const event = userMfaEvent();
      assert.deepEqual(toUserMfaEventCard(event, { envelope: envelope([event]), headers }), {
        dateAndTime: '2025-07-21T14:48:27.435Z',
        message: 'Authentication of user via MFA',
        eventId: '85b60edb-4263-4e13-993b-818e26201052',
        eventType: 'user.authentication.auth_via_mfa',
        eventTime: '2025-07-21T14:48:28.000Z',
        version: '0',
        admin: jane,
        oktaUser: jane,
        uuid: 'b9ab9263-a4ae-4780-9981-377ec8f2da86',
        eventDetails: event,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Okta-Integrations',
          'x-forwarded-for': '203.0.113.7, 203.0.113.8',
        },
        source: 'https://example.okta.com/api/v1/eventHooks/whoqrsoellhf6mTcl697',
        debugContext: { debugData: { requestUri: '/idp/idx/challenge/answer' } },
      });
    });

    it('never holds a credential', () => {
      const card = toUserMfaEventCard(userMfaEvent(), { headers });
      assert.doesNotMatch(JSON.stringify(card), /secret/);
    });
  });

  it('of an event from the System Log says nothing of a delivery', () => {
    const { eventId, eventTime, source, headers, ...rest } =
      toUserMfaEventCard(classicUserMfaEvent());
    assert.deepEqual(
      { eventId, eventTime, source, headers },
      {
        ...{ eventId: null, eventTime: null, source: null },
        headers: {},
      },
    );
    assert.deepEqual(rest.debugContext, { debugData: { factor: 'SMS_FACTOR' } });
  });

  it('tells who did it from the person, wherever Okta lists the person', () => {
    const actor = {
      ...{ id: '0oaservice', type: 'PublicClientApp' },
      ...{ alternateId: 'unknown', displayName: 'Service', detailEntry: null },
    };
    const card = toUserMfaEventCard(
      userMfaEvent({ actor, target: [authenticator('SMS'), user()] }),
    );
    assert.deepEqual(card.admin, {
      ...{ id: '0oaservice', type: 'PublicClientApp' },
      ...{ alternateId: 'unknown', displayName: 'Service' },
    });
    assert.deepEqual(card.oktaUser, jane);
  });

  it('takes the actor for the person where Okta names no other', () => {
    for (const target of [null, undefined, [], [authenticator('SMS')]]) {
      assert.deepEqual(toUserMfaEventCard(userMfaEvent({ target })).oktaUser, jane);
    }
  });

  it('has null for what a preview of a hook does not say', () => {
    const { eventDetails, ...card } = toUserMfaEventCard({
      eventType: 'user.authentication.auth_via_mfa',
      ...{ actor: null, target: null, debugContext: null, published: null, version: 0 },
    });
    assert.equal(Object.keys(eventDetails).length, 6);
    assert.deepEqual(card, {
      ...{ dateAndTime: null, message: null, eventId: null, eventTime: null, version: '0' },
      ...{ eventType: 'user.authentication.auth_via_mfa', admin: nobody, oktaUser: nobody },
      ...{ uuid: null, headers: {}, source: null, debugContext: { debugData: {} } },
    });
  });

  it('is refused for an event of another type, by its name alone', () => {
    for (const [eventType, named] of [
      [
        'user.session.start',
        /is about user\.authentication\.auth_via_mfa; .* user\.session\.start\.$/,
      ],
      ['jane@example.com', /it has no eventType\.$/],
      [undefined, /it has no eventType\.$/],
    ] as const) {
      assert.throws(
        () => toUserMfaEventCard(userMfaEvent({ eventType })),
        (error) => error instanceof NoUserMfaEventError && named.test(error.message),
      );
    }
    for (const value of [null, 7, 'text', []]) {
      assert.throws(() => toUserMfaEventCard(value), /no JSON object\.$/);
    }
  });

  it('is made of whatever else the event holds', () => {
    const anything = fc.record(
      {
        eventType: fc.constant('user.authentication.auth_via_mfa'),
        ...{ actor: fc.jsonValue(), target: fc.jsonValue(), debugContext: fc.jsonValue() },
        ...{ published: fc.jsonValue(), uuid: fc.jsonValue(), version: fc.jsonValue() },
      },
      { requiredKeys: ['eventType'], noNullPrototype: true },
    );
    fc.assert(
      fc.property(anything, fc.jsonValue(), (event, body) => {
        const card = toUserMfaEventCard(event, { envelope: body });
        assert.deepEqual(card.eventDetails, event);
        assert.equal(Object.keys(card).length, 13);
      }),
    );
  });

  describe("of Okta's samples", () => {
    for (const file of samples) {
      it(`is made of ${file}`, async function () {
        const event = JSON.parse(await readReference(this, join('events', file))) as object;
        const card = toUserMfaEventCard(event);
        assert.equal(card.admin.displayName, 'Homer Simpson');
        assert.equal(card.oktaUser.displayName, 'Peter Griffin');
        assert.equal(card.message, 'Authentication of user via MFA');
        assert.equal(card.dateAndTime, '2022-06-22 18:18:29.015');
        assert.deepEqual(card.eventDetails, event);
        assert.equal(card.debugContext.debugData['requestId'], 'AbCdEf12G');
      });
    }

    it('is refused for every other one, as the type that it is', async function () {
      await readReference(this, 'README.md');
      const folder = join(process.env['OKTA_REFERENCE_DATA'] ?? '', 'events/system-log');
      const others = readdirSync(folder).filter((file) => !file.includes('auth_via_mfa'));
      assert(others.length > 0);
      for (const file of others) {
        const event = JSON.parse(
          await readReference(this, join('events/system-log', file)),
        ) as unknown;
        const [type = ''] = file.split(/__|-SMS/);
        assert.throws(
          () => toUserMfaEventCard(event),
          (error) =>
            error instanceof NoUserMfaEventError && error.message.includes(`is a ${type}.`),
        );
      }
    });
  });
});
