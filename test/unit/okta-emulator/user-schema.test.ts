import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import type { SchemaAttribute } from '../../../okta-emulator/state/user-schema.js';
import { oktaApi, refusal, type OktaApi } from './okta-api.js';

const path = '/meta/schemas/user/default';
const badge = { title: 'Badge', type: 'string', maxLength: 3 };
const custom = (properties: object) => ({ definitions: { custom: { properties } } });
const base = (properties: object) => ({ definitions: { base: { properties } } });
const self = (action: string) => ({ permissions: [{ principal: 'SELF', action }] });

describe('the user schema', () => {
  let okta: OktaEmulator;
  let api: OktaApi;

  beforeEach(async () => {
    okta = await startOktaEmulator({
      ...{ empty: true, apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' },
    });
    api = oktaApi(okta);
  });

  afterEach(() => okta.close());

  const attributes = async () => {
    const { definitions } = (await api.expect(200, 'GET', path)) as unknown as {
      definitions: Record<
        'base' | 'custom',
        { properties: Record<string, SchemaAttribute>; required: string[] }
      >;
    };
    return definitions;
  };
  const change = (body: object) => api.expect(200, 'POST', path, body);

  it('has base attributes only, among them a mobile phone that users may change', async () => {
    const { base, custom } = await attributes();

    assert.deepEqual(custom.properties, {});
    assert.deepEqual(base.required, ['login', 'firstName', 'lastName', 'email']);
    const { mobilePhone } = base.properties;
    assert.equal(mobilePhone?.maxLength, 100);
    assert.deepEqual(mobilePhone.permissions, [{ principal: 'SELF', action: 'READ_WRITE' }]);
  });

  it('is found under the id that a user links to, and under no other', async () => {
    const user = await api.createUser();
    const { schema } = user['_links'] as { schema: { href: string } };

    await api.expect(200, 'GET', schema.href);
    const other = await api.call('GET', '/meta/schemas/user/oscOther');
    assert.deepEqual(refusal(other), [404, 'E0000007']);
  });

  it('takes a new attribute, merges what is said of it later, and forgets it with null', async () => {
    await change(custom({ badge: { ...badge, ...self('HIDE') } }));
    await change(custom({ other: { title: 'Other', type: 'boolean' } }));
    await change(custom({ badge: { description: 'On the door' } }));

    const { badge: merged, other } = (await attributes()).custom.properties;
    assert.deepEqual(
      [merged?.title, merged?.description, merged?.maxLength, merged?.permissions],
      ['Badge', 'On the door', 3, self('HIDE').permissions],
    );
    assert.equal(other?.type, 'boolean');

    await change(custom({ badge: null }));
    assert.deepEqual(Object.keys((await attributes()).custom.properties), ['other']);
  });

  it('decides what a profile may hold', async () => {
    await change(
      custom({
        badge,
        floor: { title: 'Floor', type: 'integer' },
        gate: { title: 'Gate', type: 'string', enum: ['North', 'South'] },
      }),
    );
    const { profile } = await api.createUser({ badge: 'A12', floor: 3, gate: 'North' });
    assert.equal((profile as { badge: string }).badge, 'A12');

    const refused: [object, string][] = [
      [{ bagde: 'A12' }, 'bagde: The attribute is not in the schema of the user type.'],
      [{ badge: 'A123' }, 'badge: The value is too long.'],
      [{ badge: 12 }, 'badge: The value must be of the type string.'],
      [{ floor: '3' }, 'floor: The value must be of the type integer.'],
      [{ gate: 'West' }, 'gate: The value must be one of the enum.'],
      [{ countryCode: 'USA' }, 'countryCode: The value is too long.'],
    ];
    for (const [index, [attribute, cause]] of refused.entries()) {
      const login = `refused${index}@example.com`;
      const answer = await api.call('POST', '/users?activate=false', {
        profile: { login, email: login, ...attribute },
      });
      assert.deepEqual(refusal(answer), [400, 'E0000001', cause]);
    }
    assert.equal(okta.org.users.size, 2);
  });

  it('wants a value where an attribute is required', async () => {
    await change(custom({ badge: { ...badge, required: true } }));
    const profile = { login: 'a@example.com', email: 'a@example.com' };

    const answer = await api.call('POST', '/users', { profile });

    assert.deepEqual(refusal(answer), [400, 'E0000001', 'badge: The field cannot be left blank']);
    assert.deepEqual((await attributes()).custom.required, ['badge']);
  });

  it('takes what users have in an attribute with the attribute', async () => {
    await change(custom({ badge }));
    const { id } = await api.createUser({ badge: 'A12' });

    await change(custom({ badge: null }));

    const { profile } = await api.expect(200, 'GET', `/users/${id}`);
    assert.ok(!('badge' in (profile as object)));
    await api.expect(200, 'POST', `/users/${id}`, { profile: { nickName: 'Uma' } });
  });

  it('lets an admin say who may write a base attribute, and hardly more', async () => {
    await change(base({ mobilePhone: self('READ_ONLY'), firstName: { required: false } }));

    const { mobilePhone, firstName } = (await attributes()).base.properties;
    assert.ok(mobilePhone);
    assert.deepEqual(mobilePhone.permissions, self('READ_ONLY').permissions);
    assert.equal(mobilePhone.title, 'Mobile phone');
    assert.equal(firstName?.required, false);
  });

  it('refuses what Okta refuses, and then keeps all as it was', async () => {
    await change(custom({ badge }));
    const before = await attributes();

    for (const body of [
      custom({ badge: { type: 'integer' } }),
      custom({ door: { title: 'Door' } }),
      custom({ door: { type: 'string' } }),
      custom({ door: { title: 'Door', type: 'text' } }),
      custom({ door: { title: 'Door', type: 'string', maxLenght: 3 } }),
      custom({ door: { title: 'Door', type: 'string', ...self('WRITE') } }),
      custom({ 'front-door': { title: 'Door', type: 'string' } }),
      custom({ MobilePhone: { title: 'Phone', type: 'string' } }),
      custom({ Badge: { title: 'Badge', type: 'string' } }),
      custom({ door: null }),
      base({ mobilePhone: { maxLength: 20 } }),
      base({ mobilePhone: { required: true } }),
      base({ mobilePhone: null }),
      base({ badge: self('HIDE') }),
      { definitions: { costum: { properties: {} } } },
      { properties: {}, definition: {} },
    ]) {
      const answer = await api.call('POST', path, body);
      assert.deepEqual(refusal(answer).slice(0, 2), [400, 'E0000001'], JSON.stringify(body));
    }
    assert.deepEqual(await attributes(), before);
  });
});
