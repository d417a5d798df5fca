import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import type { Mail } from '../../../src/mail/mailer.js';
import { mailNames, mails, samplesOf, type MailName } from '../../../src/mail/mails.js';
import { createMailRenderer, type MailData } from '../../../src/mail/render-mail.js';

const renderer = createMailRenderer({});
const languages = readdirSync(new URL('../../../src/mail/templates', import.meta.url));

type Rendered = Pick<Mail, 'subject' | 'text' | 'html'>;

/** Of any mail, from data that fits it. */
function render(name: MailName, language: string, data: Record<string, unknown>): Rendered {
  return renderer.render(name, language, data as unknown as MailData[typeof name]);
}

function wordsOf(body: string): string[] {
  return body
    .replace(/<[^>]*>/g, ' ')
    .trim()
    .split(/\s+/);
}

describe('the mails', () => {
  it('are there in three languages', () => {
    assert.deepEqual(languages.sort(), ['de', 'en', 'fr']);
  });

  for (const language of languages) {
    for (const name of mailNames) {
      it(`${name} in ${language} says the same as text and as HTML, with whatever is known`, () => {
        for (const data of samplesOf(name)) {
          const { subject, text, html } = render(name, language, data);

          assert.doesNotMatch(subject, /\n|undefined|\{\{/);
          assert(subject.length > 10);
          assert.doesNotMatch(text, /undefined|\{\{|object Object|\n\n\n/);
          const shown = html.replaceAll('&#x27;', "'").replaceAll('&amp;', '&');
          assert.deepEqual(wordsOf(shown), wordsOf(text));
          assert.match(html, new RegExp(`^<!doctype html>\n<html lang="${language}">\n`));
        }
      });

      it(`${name} in ${language} shows each of its variables to somebody`, () => {
        // What no text shows is misspelt or forgotten in this language.
        for (const [variable, value] of Object.entries(mails[name].sample)) {
          const texts = samplesOf(name).map((data) => render(name, language, data));
          for (const part of ['text', 'html'] as const) {
            const shown = texts.filter((mail) => mail[part].includes(String(value)));
            assert.notDeepEqual(shown, [], `${variable} in ${part}`);
          }
        }
      });

      it(`${name} in ${language} is another text than in the other languages`, () => {
        const sample = { ...mails[name].sample };
        const others = languages.filter((other) => other !== language);
        for (const other of others) {
          const [ours, theirs] = [render(name, language, sample), render(name, other, sample)];
          assert.notEqual(ours.subject, theirs.subject);
          assert.notEqual(ours.text, theirs.text);
        }
      });
    }
  }

  it('MFA enrolled: has its subject, greets by name or without, and names two digits and no link', () => {
    const named = renderer.render('mfa-enrolled', 'en', { firstName: 'Änne', lastTwoDigits: '67' });
    const nameless = renderer.render('mfa-enrolled', 'en', { lastTwoDigits: '67' });

    assert.equal(named.subject, 'MFA enrolled for Okta');
    assert.match(named.text, /^Hello Änne,\n/);
    assert.match(named.html, /<p>Hello Änne,<\/p>/);
    assert.match(nameless.text, /^Hello,\n/);
    assert.match(nameless.html, /<p>Hello,<\/p>/);
    assert.match(named.text, /the phone number that ends in 67\./);
    assert.deepEqual(named.text.match(/\d+/g), ['67']);
    assert.doesNotMatch(named.html, /href|:\/\//);
  });

  it('the reminder shows the link or the address for the sign-in, and never both', () => {
    const signInUrl = 'https://example.okta.com';
    const link = 'https://id.example/tokens/t-1/verify?a=1&b=2';
    const pending = renderer.render('activation-reminder', 'en', { link, linkDays: 7, signInUrl });
    const active = renderer.render('activation-reminder', 'en', { signInUrl });

    assert.match(pending.text, /^https:\/\/id\.example\/tokens\/t-1\/verify\?a=1&b=2$/m);
    assert.match(pending.html, /href="https:\/\/id\.example\/tokens\/t-1\/verify\?a&#x3D;1&amp;b/);
    assert.match(pending.text, /valid for 7 days/);
    assert.match(pending.text, /older mails no longer work/);
    assert(!pending.text.includes(signInUrl) && !pending.html.includes(signInUrl));
    assert.match(active.text, /^https:\/\/example\.okta\.com$/m);
    assert.match(active.html, /href="https:\/\/example\.okta\.com"/);
    assert.doesNotMatch(active.text, /valid for|older mails/);
  });

  it('count one day as one', () => {
    const data = {
      signInUrl: 'https://example.okta.com',
      link: 'https://id.example/t',
      linkDays: 1,
    };

    assert.match(renderer.render('activation-reminder', 'en', data).text, /for 1 day\./);
    assert.match(renderer.render('activation-reminder', 'de', data).text, /1 Tag gültig/);
    assert.match(renderer.render('escalation-to-manager', 'fr', { days: 1 }).text, /1 jour\./);
  });

  it('the escalations: the manager gets no link, the operators get the command', () => {
    const manager = renderer.render('escalation-to-manager', 'en', { days: 5 });
    const operators = renderer.render('escalation-to-operators', 'en', {
      userId: '00u00000000000000001',
      days: 7,
      population: 'default',
    });

    assert.match(manager.text, /the person who starts with you has not activated/);
    assert.doesNotMatch(manager.text + manager.html, /href|:\/\//);
    assert.match(operators.text, /^preenroll show 00u00000000000000001$/m);
    assert.match(operators.html, /<code>preenroll show 00u00000000000000001<\/code>/);
  });

  it('escape a name in HTML, leave it alone in text, and do not take it for a template', () => {
    const names = { "<b>D'Arcy & Co": '&lt;b&gt;D&#x27;Arcy &amp; Co', '{{days}}': '{{days}}' };
    for (const [firstName, escaped] of Object.entries(names)) {
      for (const language of languages) {
        const data = { firstName, hireName: firstName, lastTwoDigits: '67', days: 3 };
        const hire = renderer.render('mfa-enrolled', language, data);
        const manager = renderer.render('escalation-to-manager', language, data);

        for (const { text, html } of [hire, manager]) {
          assert(text.includes(firstName));
          assert(html.includes(escaped));
          assert(firstName === escaped || !html.includes(firstName));
        }
        assert(manager.subject.includes(firstName));
      }
    }
  });

  it('keep the subject on one line, whatever the name holds', () => {
    for (const lineBreak of ['\r\n', '\n', '\r', '\u2028', '\u0085', '\0']) {
      const { subject } = renderer.render('escalation-to-manager', 'en', {
        hireName: `Ann${lineBreak}Bcc: eve@evil.example`,
        days: 3,
      });

      assert.equal(
        subject,
        'Ann Bcc: eve@evil.example has not activated the Okta account',
        JSON.stringify(lineBreak),
      );
    }
  });
});

describe('the language of a mail', () => {
  const table: [wanted: string | undefined, configured: string | undefined, lang: string][] = [
    ['de', undefined, 'de'],
    ['de-DE', undefined, 'de'],
    ['de_DE', undefined, 'de'],
    ['DE', undefined, 'de'],
    [' fr_FR.UTF-8', undefined, 'fr'],
    ['de_DE@euro', undefined, 'de'],
    ['de-Latn-AT-1996', undefined, 'de'],
    ['en-US;q=0.8', 'de', 'en'],
    ['en;q=0.5, fr-CH', undefined, 'fr'],
    ['es, de;q=0.9, en;q=0.8', undefined, 'de'],
    ['de;q=0, fr;q=0.1', undefined, 'fr'],
    ['en;q=., de;q=0.9', undefined, 'en'],
    ['es', 'de-AT', 'de'],
    ['es', undefined, 'en'],
    ['deutsch', undefined, 'en'],
    ['deutsch', 'fr', 'fr'],
    ['../de', 'fr', 'fr'],
    ['{{de}}', 'fr', 'fr'],
    ['*', 'de', 'de'],
    ['', 'de', 'de'],
    [',;q=', 'de', 'de'],
    [undefined, 'de', 'de'],
    [undefined, undefined, 'en'],
  ];
  for (const [wanted, language, expected] of table) {
    it(`is ${expected} for ${JSON.stringify(wanted)} with ${language ?? 'nothing'} configured`, () => {
      const { html } = createMailRenderer({ ...(language && { language }) }).render(
        'mfa-enrolled',
        wanted,
        { lastTwoDigits: '67' },
      );

      assert(html.includes(`<html lang="${expected}">`), html);
    });
  }
});
