import assert from 'node:assert/strict';
import { renderMfaEnrolledMail } from '../../../src/mail/mfa-enrolled.js';

describe('the "MFA enrolled" mail', () => {
  it('has its subject and says the same as text and as HTML', () => {
    const { subject, text, html } = renderMfaEnrolledMail({ firstName: 'Ann' });
    const words = (body: string) =>
      body
        .replace(/<[^>]*>/g, ' ')
        .trim()
        .split(/\s+/);

    assert.equal(subject, 'MFA enrolled for Okta');
    assert.deepEqual(words(html.replace(/^.*?(?=Hello)/s, '')), words(text));
  });

  it('greets by the first name, or without one', () => {
    const named = renderMfaEnrolledMail({ firstName: 'Änne-Marie' });
    const nameless = renderMfaEnrolledMail({ firstName: undefined });

    assert.match(named.text, /^Hello Änne-Marie,\n/);
    assert.match(named.html, /<p>Hello Änne-Marie,<\/p>/);
    assert.match(nameless.text, /^Hello,\n/);
    assert.match(nameless.html, /<p>Hello,<\/p>/);
  });

  it('escapes the name in HTML and leaves it alone in the text', () => {
    const { text, html } = renderMfaEnrolledMail({ firstName: `<b>D'Arcy & "Co"` });

    assert.match(text, /^Hello <b>D'Arcy & "Co",\n/);
    assert.match(html, /Hello &lt;b&gt;D&#x27;Arcy &amp; &quot;Co&quot;,/);
  });

  it('does not take the name for a template', () => {
    const { text } = renderMfaEnrolledMail({ firstName: '{{constructor}}' });

    assert.match(text, /^Hello \{\{constructor\}\},\n/);
  });

  it('names no number and holds no link', () => {
    const { text, html } = renderMfaEnrolledMail({ firstName: 'Ann' });

    assert.doesNotMatch(text, /\d|:\/\//);
    assert.doesNotMatch(html, /href|:\/\//);
  });
});
