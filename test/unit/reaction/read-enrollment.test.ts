import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { readEnrollment } from '../../../src/reaction/read-enrollment.js';
import { parseOktaEvent } from '../../../src/dispatch/parse-okta-event.js';
import { readReference } from '../../support/reference-data.js';
import { factorActivation, phoneTwins, seedPayload } from '../../support/factor-events.js';
import { user } from '../dispatch/okta-log-event.js';

const userId = '00uh1reh1reh1reh1re0';

describe('readEnrollment', () => {
  for (const [engine, method, authenticator, family, factor] of [
    ['classic', 'SMS_FACTOR', '', 'phone', 'sms:OKTA'],
    ['classic', 'CALL_FACTOR', '', 'phone', 'call:OKTA'],
    ['classic', 'EMAIL_FACTOR', '', 'email', 'email:OKTA'],
    ['classic', 'OKTA_SOFT_TOKEN', '', 'okta-verify', 'token:software:totp:OKTA'],
    ['classic', 'OKTA_VERIFY_PUSH', '', 'okta-verify', 'push:OKTA'],
    ['classic', 'GOOGLE_AUTHENTICATOR', '', 'google-authenticator', 'token:software:totp:GOOGLE'],
    ['classic', 'SECURITY_QUESTION', '', 'question', 'question:OKTA'],
    ['classic', 'FIDO_WEBAUTHN', '', 'webauthn', 'FIDO_WEBAUTHN'],
    ['idx', 'SMS', 'Phone', 'phone', 'sms:OKTA'],
    ['idx', 'VOICE', 'Phone', 'phone', 'call:OKTA'],
    ['idx', 'SIGNED_NONCE', 'Okta Verify', 'okta-verify', 'SIGNED_NONCE'],
    ['idx', 'OTP', 'Google Authenticator', 'google-authenticator', 'token:software:totp:GOOGLE'],
    ['idx', 'EMAIL', 'Email', 'email', 'email:OKTA'],
    ['idx', 'WEBAUTHN', 'Security Key or Biometric', 'webauthn', 'WEBAUTHN'],
    ['idx', 'SOMETHING_NEW', 'Something New', 'something-new', 'SOMETHING_NEW'],
  ] as const) {
    it(`calls ${method} of ${engine} a ${family} (synthetic)`, () => {
      const event = factorActivation({ engine, userId, method, authenticator });
      const read = readEnrollment(event);
      assert.deepEqual([read?.factorFamily, read?.factor], [family, factor]);
      // What the door sees makes the run's id, and must agree.
      const parsed = parseOktaEvent(event);
      assert('event' in parsed);
      assert.equal(parsed.event.factorFamily, family);
    });
  }

  it('takes the twins of a phone for one family', () => {
    const families = phoneTwins({ userId }).map((event) => readEnrollment(event)?.factorFamily);
    assert.deepEqual(families, ['phone', 'phone']);
  });

  it("reads the seed's payload, and so does the door", () => {
    const read = readEnrollment(seedPayload);
    assert.deepEqual(
      [read?.userId, read?.actorId, read?.factorFamily, read?.published],
      ['00u123example', '00u123example', 'okta-verify', '2026-03-15T10:22:14.000Z'],
    );
    const parsed = parseOktaEvent(seedPayload);
    assert('event' in parsed);
    const { uuid, ...event } = parsed.event;
    assert.match(uuid, /^derived-[0-9a-f]{32}$/);
    assert.deepEqual(event, {
      ...{ eventType: 'user.mfa.factor.activate', published: '2026-03-15T10:22:14.000Z' },
      ...{ userId: '00u123example', outcome: 'SUCCESS', method: 'OKTA_VERIFY' },
      ...{ factorFamily: 'okta-verify', actor: { id: '00u123example', type: 'User' } },
    });
    assert.doesNotMatch(JSON.stringify(parsed.event), /@/);
  });

  it('derives the same id from the same event, and another one from another', () => {
    const uuidOf = (value: unknown) => readEnrollment(value)?.uuid;
    assert.equal(uuidOf({ ...seedPayload }), uuidOf(seedPayload));
    assert.notEqual(
      uuidOf({ ...seedPayload, published: '2026-03-15T10:22:15.000Z' }),
      uuidOf(seedPayload),
    );
    assert.equal(uuidOf({ ...seedPayload, uuid: 'its-own' }), 'its-own');
  });

  it('takes nobody for the user whom the event does not name', () => {
    assert.equal(readEnrollment({ ...seedPayload, actor: null }), undefined);
    const other = { ...seedPayload.actor, alternateId: 'other@example.com' };
    assert.equal(readEnrollment({ ...seedPayload, actor: other }), undefined);
  });

  it('never throws, and reads no event of another type', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        readEnrollment(value);
        readEnrollment({ ...factorActivation({ userId, method: 'SMS' }), target: value });
        readEnrollment({ ...factorActivation({ userId, method: 'SMS' }), client: value });
        readEnrollment({ ...seedPayload, target: value, actor: value });
      }),
    );
    assert.equal(readEnrollment({ eventType: 'user.session.start', target: [user()] }), undefined);
  });

  it("reads none of Okta's own samples of other types, and stumbles over none", async function () {
    const folder = 'events/system-log';
    await readReference(this, path.join(folder, 'user.lifecycle.create__cribl.json'));
    const root = process.env['OKTA_REFERENCE_DATA'] ?? '';
    const files = readdirSync(path.join(root, folder));
    assert(files.length > 5);
    for (const file of files) {
      const text = await readReference(this, path.join(folder, file));
      const event = JSON.parse(text) as Record<string, unknown>;
      assert.equal(readEnrollment(event), undefined, file);
      // The same body under the type that is read: whatever it lacks, it is read or set aside.
      const read = readEnrollment({
        ...{ uuid: 'sample', published: '2026-03-15T10:22:14.000Z', ...event },
        eventType: 'user.mfa.factor.activate',
      });
      if (read !== undefined) assert.match(read.userId, /^\w+$/, file);
    }
  });
});
