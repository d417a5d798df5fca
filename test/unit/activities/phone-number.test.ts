import assert from 'node:assert/strict';
import type { CountryCode } from 'libphonenumber-js/max';
import { readPhoneNumber } from '../../../src/activities/phone-number.js';

const phoneAttributes = ['mobileNumber', 'mobilePhone'];

const read = (profile: Record<string, unknown>, defaultCountry?: CountryCode) =>
  readPhoneNumber(profile, { phoneAttributes, defaultCountry });

function e164Of(...given: Parameters<typeof read>): string | undefined {
  const phone = read(...given);
  return 'e164' in phone ? phone.e164 : undefined;
}

describe('readPhoneNumber', () => {
  const usable: [what: string, written: string, e164: string, defaultCountry?: CountryCode][] = [
    ['a US number', '+12015550123', '+12015550123'],
    ['a US number with punctuation', '+1 (201) 555-0123', '+12015550123'],
    ['a German mobile number', '+4915123456789', '+4915123456789'],
    ['a German mobile number with spaces and a slash', '+49 151 / 23 45 67 89', '+4915123456789'],
    ['a Dutch mobile number', '+31 6 12345678', '+31612345678'],
    ['a Dutch mobile number with a needless zero', '+31 (0)6-12345678', '+31612345678'],
    ['a number with 00', '0049 151 23456789', '+4915123456789', 'DE'],
    ['a national US number', '(201) 555-0123', '+12015550123', 'US'],
    ['a national German number', '0151 23456789', '+4915123456789', 'DE'],
    ['a number with blanks around it', '  +31612345678 ', '+31612345678'],
    ['a foreign number', '+31612345678', '+31612345678', 'DE'],
  ];
  for (const [what, written, e164, defaultCountry] of usable) {
    const given = defaultCountry === undefined ? '' : `, given ${defaultCountry},`;
    it(`brings ${what}${given} to E.164`, () => {
      assert.equal(e164Of({ mobilePhone: written }, defaultCountry), e164);
    });
  }

  const unusable: [what: string, written: string, defaultCountry?: CountryCode][] = [
    ['a German fixed line', '+49 30 901820'],
    ['a Dutch fixed line', '+31 20 6241111'],
    ['a toll-free number', '+1 800 234 5678'],
    ['a premium-rate number', '+1 900 234 5678'],
    ['a number that is too short', '+49151'],
    ['a number that is too long', '+12015550123456'],
    ['a number of an area that does not exist', '+1 000 000 0000'],
    ['a country code that does not exist', '+999 12345678'],
    ['a national number of nobody knows which country', '0151 23456789'],
    ['a national number of another country', '0151 23456789', 'US'],
    ['words', 'ask reception'],
    ['a number within words', 'call +12015550123 after six'],
    ['a markup', '<script>+12015550123</script>'],
    ['a text without end', '+1'.repeat(10_000)],
  ];
  for (const [what, written, defaultCountry] of unusable) {
    it(`finds ${what} unusable`, () => {
      assert.deepEqual(read({ mobilePhone: written }, defaultCountry), {
        unusable: 'phone-unusable',
      });
    });
  }

  it('takes the first attribute that is filled', () => {
    const profile = { mobilePhone: '+12015550123', mobileNumber: '+31612345678' };

    assert.deepEqual(read(profile), {
      ...{ e164: '+31612345678', written: '+31612345678', country: 'NL' },
    });
    assert.equal(e164Of({ ...profile, mobileNumber: ' ' }), '+12015550123');
  });

  it('says how the profile has the number, without the blanks around it', () => {
    assert.deepEqual(read({ mobilePhone: ' 0151 23456789\t' }, 'DE'), {
      ...{ e164: '+4915123456789', written: '0151 23456789', country: 'DE' },
    });
  });

  it('does not go on to another attribute when the first that is filled is unusable', () => {
    const profile = { mobileNumber: '+49 30 901820', mobilePhone: '+12015550123' };

    assert.deepEqual(read(profile), { unusable: 'phone-unusable' });
  });

  it('finds a number missing where no attribute holds a text', () => {
    for (const mobilePhone of [undefined, null, '', ' \t', 12015550123, ['+12015550123'], {}]) {
      assert.deepEqual(read({ mobilePhone, primaryPhone: '+12015550123' }), {
        unusable: 'phone-missing',
      });
    }
    assert.deepEqual(read({}), { unusable: 'phone-missing' });
  });
});
