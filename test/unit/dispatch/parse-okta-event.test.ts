import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { OktaEvent } from '../../../src/contract/okta-event.js';
import { parseOktaEvent, type ReadOktaEvent } from '../../../src/dispatch/parse-okta-event.js';
import { authenticator, hire, oktaLogEvent, user } from './okta-log-event.js';

function read(changes: Record<string, unknown> = {}): OktaEvent {
  const parsed = parseOktaEvent(oktaLogEvent(changes));
  assert('event' in parsed, JSON.stringify(parsed));
  return parsed.event;
}

function reasonWhyNot(changes: Record<string, unknown>): string {
  const parsed = parseOktaEvent(oktaLogEvent(changes));
  assert('unreadable' in parsed, JSON.stringify(parsed));
  return parsed.unreadable;
}

describe('parseOktaEvent', () => {
  it('takes what a workflow needs, and neither addresses, names nor IP addresses', () => {
    assert.deepEqual(read(), {
      uuid: 'c2b9cfbb-6641-11f0-b8ab-e7cc1dd1a43e',
      eventType: 'user.lifecycle.create',
      published: '2025-07-21T14:48:27.435Z',
      userId: hire,
      outcome: 'SUCCESS',
      actor: { id: '00uadm1nadm1nadm1n00', type: 'User' },
    });
  });

  it('gives the login and the API token to the filter, outside of the event', () => {
    const transaction = { detail: { requestApiTokenId: '00T1' } };
    const { event, ...beside } = parseOktaEvent(oktaLogEvent({ transaction })) as ReadOktaEvent;

    assert.deepEqual(beside, { login: 'jane@example.com', apiTokenId: '00T1' });
    assert.doesNotMatch(JSON.stringify(event), /jane|00T1/);
  });

  describe('the user', () => {
    const group = { id: '00gtfrct3jnlDf626697', type: 'UserGroup' };

    it('is the target of type User, wherever Okta lists it', () => {
      assert.equal(read({ target: [user(), group] }).userId, hire);
      assert.equal(read({ target: [group, user()] }).userId, hire);
    });

    it('is the actor where no target is a user, as when a session starts', () => {
      const actor = { id: '00uttidj01jqL21aM1d6', type: 'User' };
      assert.equal(read({ actor, target: [authenticator(null)] }).userId, actor.id);
      assert.equal(read({ actor, target: null }).userId, actor.id);
    });

    it('is not an actor that is no user', () => {
      const actor = { id: 'sprtfrct1fCoETaBc697', type: 'SystemPrincipal' };
      assert.equal(reasonWhyNot({ actor, target: [group] }), 'no-user');
    });

    it('is never the actor instead of a target with an impossible id', () => {
      assert.equal(reasonWhyNot({ target: [user('123')] }), 'user-id');
    });

    it('is missing from a preview, where actor, target and debug data are null', () => {
      assert.equal(reasonWhyNot({ actor: null, target: null, debugContext: null }), 'no-user');
    });

    for (const id of [
      '00uh1reh1reh1reh1re0/../00uadm1nadm1nadm1n00',
      '00uh1re h1reh1reh1re',
      `00u${'a'.repeat(10_000)}`,
      '00u\u202eh1reh1reh1reh1r',
      '00u😀h1reh1reh1reh1',
      "00u' OR 1=1; DROP--",
      '00uh1reh1reh1reh1re0\r\n',
      '00gh1reh1reh1reh1re0',
    ]) {
      it(`has no id like ${JSON.stringify(id.slice(0, 44))}`, () => {
        assert.equal(reasonWhyNot({ target: [user(id)] }), 'user-id');
      });
    }
  });

  describe('the outcome', () => {
    it('is upper case, which Okta does not always send', () => {
      assert.equal(read({ outcome: { result: 'Success', reason: null } }).outcome, 'SUCCESS');
    });

    it('may be one that Okta adds later', () => {
      assert.equal(read({ outcome: { result: 'HALF_DONE' } }).outcome, 'HALF_DONE');
    });

    it('is UNKNOWN where Okta sends none', () => {
      assert.equal(read({ outcome: null }).outcome, 'UNKNOWN');
      assert.equal(read({ outcome: { result: null } }).outcome, 'UNKNOWN');
      assert.equal(read({ outcome: { result: 'call +49 151 00000000' } }).outcome, 'UNKNOWN');
    });
  });

  describe('the method', () => {
    it("is Identity Engine's, in upper case", () => {
      assert.equal(read({ target: [user(), authenticator('SMS')] }).method, 'SMS');
      assert.equal(read({ target: [authenticator('Password'), user()] }).method, 'PASSWORD');
      const question = { target: [authenticator('Security Question'), user()] };
      assert.equal(read(question).method, 'SECURITY_QUESTION');
    });

    for (const [factor, method] of [
      ['SMS_FACTOR', 'SMS'],
      ['CALL_FACTOR', 'VOICE'],
      ['EMAIL_FACTOR', 'EMAIL'],
      ['PASSWORD_AS_FACTOR', 'PASSWORD'],
      ['OKTA_SOFT_TOKEN', 'OKTA_SOFT_TOKEN'],
    ]) {
      it(`is ${String(method)} where Classic Engine says ${String(factor)}`, () => {
        assert.equal(read({ debugContext: { debugData: { factor } } }).method, method);
      });
    }

    it("is the target's where the debug data names another one", () => {
      const target = [user(), authenticator('SMS')];
      const debugContext = { debugData: { factor: 'PASSWORD_AS_FACTOR' } };
      assert.equal(read({ target, debugContext }).method, 'SMS');
    });

    it('is left out where the event names none, or no name', () => {
      assert.equal('method' in read({ target: [user(), authenticator(null)] }), false);
      assert.equal('method' in read({ debugContext: null }), false);
      assert.equal('method' in read({ target: [user(), authenticator('+4915100000000')] }), false);
    });
  });

  describe('the time', () => {
    it('has milliseconds, though Okta sends micro- and nanoseconds too', () => {
      assert.equal(
        read({ published: '2025-04-21T06:19:19.251976Z' }).published,
        '2025-04-21T06:19:19.251Z',
      );
      assert.equal(
        read({ published: '2025-04-21T06:19:46.282226397Z' }).published,
        '2025-04-21T06:19:46.282Z',
      );
    });

    it('is UTC', () => {
      assert.equal(
        read({ published: '2025-04-21T06:19:19+02:00' }).published,
        '2025-04-21T04:19:19.000Z',
      );
    });

    it('may lie in the future: clocks differ', () => {
      assert.equal(
        read({ published: '2099-01-01T00:00:00.000Z' }).published,
        '2099-01-01T00:00:00.000Z',
      );
    });
  });

  it('leaves out an actor whose id is no id', () => {
    assert.equal('actor' in read({ actor: { id: 'admin@example.com', type: 'User' } }), false);
    assert.equal('actor' in read({ actor: null }), false);
  });

  for (const [part, value] of [
    ['uuid', undefined],
    ['uuid', '../../etc'],
    ['uuid', 7],
    ['eventType', null],
    ['eventType', 'user lifecycle\r\ncreate'],
    ['published', '2022-06-22 18:18:29.015'],
    ['published', 'yesterday'],
    ['published', undefined],
    ['target', 'User'],
    ['target', [null]],
    ['actor', 'me'],
    ['outcome', 'SUCCESS'],
    ['debugContext', []],
  ] as const) {
    it(`names ${part} as what it could not read if that is ${JSON.stringify(value)}`, () => {
      assert.equal(reasonWhyNot({ [part]: value }), part);
    });
  }

  it('says uuid and type of an event that it could not read', () => {
    assert.deepEqual(parseOktaEvent(oktaLogEvent({ target: 7 })), {
      unreadable: 'target',
      uuid: 'c2b9cfbb-6641-11f0-b8ab-e7cc1dd1a43e',
      eventType: 'user.lifecycle.create',
    });
  });

  for (const value of [null, undefined, 7, 'event', [], true]) {
    it(`reads no event from ${JSON.stringify(value)}`, () => {
      const parsed = parseOktaEvent(value);
      assert.deepEqual(parsed, { unreadable: 'event' });
    });
  }

  it('ignores __proto__ and constructor', () => {
    const event: unknown = JSON.parse(
      JSON.stringify(oktaLogEvent()).replace(
        '{',
        '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},',
      ),
    );
    assert('event' in parseOktaEvent(event));
    assert.equal('polluted' in {}, false);
    assert.deepEqual(parseOktaEvent(JSON.parse('{"__proto__":{"uuid":"1"}}')), {
      unreadable: 'uuid',
    });
  });

  describe('whatever it is given', () => {
    const bounded = (text: string | undefined) => text === undefined || text.length <= 128;

    it('never throws, and gives an event or a reason', () => {
      fc.assert(
        fc.property(fc.jsonValue(), (value) => {
          const parsed = parseOktaEvent(value);
          assert('event' in parsed || 'unreadable' in parsed);
        }),
      );
    });

    it('never throws for an event of which any part is anything, and bounds what it returns', () => {
      const parts = fc.dictionary(
        fc.constantFrom(...Object.keys(oktaLogEvent())),
        fc.oneof(fc.jsonValue(), fc.string({ maxLength: 300 }), fc.date().map(String)),
      );
      fc.assert(
        fc.property(parts, (changes) => {
          const parsed = parseOktaEvent(oktaLogEvent(changes));
          if ('unreadable' in parsed) {
            assert(bounded(parsed.uuid) && bounded(parsed.eventType));
            return;
          }
          const { actor, ...texts } = parsed.event;
          for (const text of [...Object.values(texts), actor?.id, actor?.type]) {
            assert(bounded(text));
            assert.doesNotMatch(text ?? '', /[@\r\n/<>]/);
          }
        }),
        { numRuns: 500 },
      );
    });

    it('reads every time that it accepts', () => {
      fc.assert(
        fc.property(fc.date({ noInvalidDate: true, min: new Date(0) }), (date) => {
          const published = date.toISOString();
          // Years beyond 9999 have another form, which Okta does not use.
          fc.pre(!published.startsWith('+'));
          assert.equal(read({ published }).published, published);
        }),
      );
    });
  });
});
