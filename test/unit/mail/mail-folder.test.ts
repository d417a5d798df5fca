import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createMailRenderer, MailTemplateError } from '../../../src/mail/render-mail.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

describe('a folder with templates of their own', () => {
  const folder = useTemporaryDirectory();

  async function write(files: Record<string, string | Buffer>): Promise<void> {
    for (const [path, content] of Object.entries(files)) {
      const file = join(folder(), path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  }

  const create = (language?: string) =>
    createMailRenderer({ folder: folder(), ...(language && { language }) });
  const enrolled = (wanted: string | undefined, language?: string) =>
    create(language).render('mfa-enrolled', wanted, { firstName: 'Ann', lastTwoDigits: '67' });

  it('may replace one part of one mail in one language', async () => {
    await write({ 'de/mfa-enrolled.subject.hbs': 'Willkommen, {{firstName}}\n' });

    assert.equal(enrolled('de-AT').subject, 'Willkommen, Ann');
    assert.match(enrolled('de-AT').text, /^Guten Tag Ann,/);
    assert.equal(enrolled('en').subject, 'MFA enrolled for Okta');
  });

  it('may tell the language of one country from the primary one', async () => {
    await write({
      'de_AT/mfa-enrolled.txt.hbs': 'Grüß Gott{{#if firstName}} {{firstName}}{{/if}}',
    });

    assert.equal(enrolled('de-AT').text, 'Grüß Gott Ann');
    assert.equal(enrolled('de-AT').subject, enrolled('de').subject);
    assert.match(enrolled('de-DE').text, /^Guten Tag/);
    assert.equal(enrolled(undefined, 'de-AT').text, 'Grüß Gott Ann');
  });

  it('may add a language, for some of the mails', async () => {
    await write({
      'es/mfa-enrolled.subject.hbs': 'Teléfono registrado',
      'es/mfa-enrolled.txt.hbs': 'Hola, {{lastTwoDigits}}',
      'es/mfa-enrolled.html.hbs': '<p>Hola, {{lastTwoDigits}}</p>',
    });

    assert.deepEqual(enrolled('es_MX'), {
      subject: 'Teléfono registrado',
      text: 'Hola, 67',
      html: '<p>Hola, 67</p>',
    });
    const { html } = create('de').render('escalation-to-manager', 'es', { days: 5 });
    assert.match(html, /lang="de"/);
  });

  it('escapes in HTML and not in text, as in the built-in templates', async () => {
    await write({
      'en/mfa-enrolled.subject.hbs': 'Hi\n{{firstName}}!',
      'en/mfa-enrolled.txt.hbs': 'Hi {{firstName}}',
      'en/mfa-enrolled.html.hbs': '<p>{{firstName}}x</p>',
    });

    assert.deepEqual(
      create().render('mfa-enrolled', 'en', { firstName: '<b>', lastTwoDigits: '6' }),
      {
        subject: 'Hi <b>!',
        text: 'Hi <b>',
        html: '<p>&lt;b&gt;x</p>',
      },
    );
  });

  it('may be a mounted ConfigMap, with its links and hidden folders', async () => {
    await write({ '..data/de/mfa-enrolled.subject.hbs': 'Willkommen' });
    await symlink(join('..data', 'de'), join(folder(), 'de'));

    assert.equal(enrolled('de').subject, 'Willkommen');
  });

  it('may be empty', () => {
    assert.equal(enrolled('en').subject, 'MFA enrolled for Okta');
  });

  /** What stops the start: the file that is named, and what is said of it. */
  const refused: { title: string; files: Record<string, string | Buffer>; says: RegExp }[] = [
    {
      title: 'a file that is no known mail',
      files: { 'de/mfa-enroled.txt.hbs': 'x' },
      says: /de\/mfa-enroled\.txt\.hbs: is no part of a mail; the mails are mfa-enrolled, activation-/,
    },
    {
      title: 'a file that is no known part',
      files: { 'de/mfa-enrolled.text.hbs': 'x' },
      says: /de\/mfa-enrolled\.text\.hbs: is no part .* \.subject\.hbs, \.txt\.hbs, \.html\.hbs$/,
    },
    {
      title: 'a file beside the languages',
      files: { 'mfa-enrolled.txt.hbs': 'x' },
      says: /mfa-enrolled\.txt\.hbs: is no folder of a language/,
    },
    {
      title: 'a folder that is no language',
      files: { 'german/mfa-enrolled.txt.hbs': 'x' },
      says: /german: is no folder of a language/,
    },
    {
      title: 'two folders of one language',
      files: { 'de-AT/mfa-enrolled.txt.hbs': 'x', 'de_at/mfa-enrolled.txt.hbs': 'x' },
      says: /de_at\/mfa-enrolled\.txt\.hbs: is there twice for de-at$/,
    },
    {
      title: 'a folder in the place of a template',
      files: { 'de/mfa-enrolled.txt.hbs/x': 'x' },
      says: /de\/mfa-enrolled\.txt\.hbs: cannot be read: EISDIR/,
    },
    {
      title: 'a template that is not UTF-8',
      files: { 'de/mfa-enrolled.txt.hbs': Buffer.from('Grüße', 'latin1') },
      says: /de\/mfa-enrolled\.txt\.hbs: cannot be read: .*utf-8/,
    },
    {
      title: 'a template that does not parse',
      files: { 'de/mfa-enrolled.txt.hbs': 'Hallo\n{{#if firstName}} x' },
      says: /de\/mfa-enrolled\.txt\.hbs: Parse error on line 2/,
    },
    {
      title: 'a variable that the mail does not have',
      files: { 'de/mfa-enrolled.txt.hbs': 'Hallo\n{{lastName}}' },
      says: /de\/mfa-enrolled\.txt\.hbs: line 2: unknown variable lastName; there are firstName, lastTwo/,
    },
    {
      title: 'a variable of another mail',
      files: { 'de/mfa-enrolled.txt.hbs': '{{signInUrl}}' },
      says: /unknown variable signInUrl/,
    },
    {
      title: 'an unknown variable in a condition, where strict mode sees none',
      files: { 'de/mfa-enrolled.txt.hbs': 'x{{#if firstname}}x{{/if}}' },
      says: /unknown variable firstname/,
    },
    {
      title: 'an unknown variable in a branch that no hire takes',
      files: { 'de/mfa-enrolled.txt.hbs': 'x{{#unless lastTwoDigits}}{{phone}}{{/unless}}' },
      says: /unknown variable phone/,
    },
    {
      title: 'an unknown variable after an else',
      files: { 'de/mfa-enrolled.txt.hbs': 'x{{#if firstName}}x{{else if x}}x{{/if}}' },
      says: /unknown variable x;/,
    },
    {
      title: 'what every object has',
      files: { 'de/mfa-enrolled.txt.hbs': '{{constructor}}' },
      says: /unknown variable constructor/,
    },
    {
      title: 'all of the data at once',
      files: { 'de/mfa-enrolled.txt.hbs': '{{this}} {{@root}}' },
      says: /unknown variable this/,
    },
    {
      title: 'the root of the data',
      files: { 'de/mfa-enrolled.txt.hbs': '{{@root.firstName}}' },
      says: /unknown variable @root\.firstName/,
    },
    {
      title: 'the helper that would write a name into the log',
      files: { 'de/mfa-enrolled.txt.hbs': 'x{{log firstName}}' },
      says: /unknown helper log; there are if, unless, count/,
    },
    {
      title: 'an unknown helper within a call',
      files: { 'de/mfa-enrolled.txt.hbs': 'x{{#if (eq firstName "x")}}x{{/if}}' },
      says: /unknown helper eq/,
    },
    {
      title: 'a variable as a block',
      files: { 'de/mfa-enrolled.txt.hbs': 'x{{#firstName}}x{{/firstName}}' },
      says: /unknown helper firstName/,
    },
    {
      title: 'a count without its words',
      files: { 'de/escalation-to-manager.txt.hbs': '{{count days}}' },
      says: /count needs a number and the words/,
    },
    {
      title: 'a count of what may be absent',
      files: { 'de/activation-reminder.txt.hbs': '{{count linkDays "Tag" "Tage"}}' },
      says: /count needs a number/,
    },
    {
      title: 'a partial',
      files: { 'de/mfa-enrolled.txt.hbs': '{{> footer}}' },
      says: /line 1: partials and decorators are not for mails/,
    },
    {
      title: 'a partial of its own',
      files: { 'de/mfa-enrolled.txt.hbs': '{{#*inline "x"}}x{{/inline}}' },
      says: /partials and decorators are not for mails/,
    },
    {
      title: 'HTML that is not escaped',
      files: { 'de/mfa-enrolled.html.hbs': '<p>{{{firstName}}}</p>' },
      says: /de\/mfa-enrolled\.html\.hbs: line 1: HTML must be escaped/,
    },
    {
      title: 'a part that is empty for those without a name',
      files: { 'de/mfa-enrolled.subject.hbs': '{{firstName}}\n' },
      says: /de\/mfa-enrolled\.subject\.hbs: it is empty, at least for some hires/,
    },
    {
      title: 'a mail of which only a part is in a new language',
      files: { 'es/mfa-enrolled.subject.hbs': 'x', 'es/mfa-enrolled.html.hbs': 'x' },
      says: /: es\/mfa-enrolled\.txt\.hbs is missing/,
    },
  ];
  for (const { title, files, says } of refused) {
    it(`may not hold ${title}`, async () => {
      await write(files);

      assert.throws(create, (error) => {
        assert(error instanceof MailTemplateError);
        assert.match(error.message, says);
        assert(error.message.startsWith(folder()), error.message);
        return true;
      });
    });
  }

  it('must be there', () => {
    const missing = join(folder(), 'missing');

    assert.throws(() => createMailRenderer({ folder: missing }), {
      name: 'MailTemplateError',
      message: new RegExp(`^${missing}: cannot be read: ENOENT`),
    });
  });

  it('must hold the configured language if no built-in mail does', async () => {
    for (const language of ['es', 'german', '']) {
      assert.throws(() => createMailRenderer({ folder: folder(), language }), {
        name: 'MailTemplateError',
        message: `language ${language}: no mail is in this language`,
      });
    }
    await write({
      'es/mfa-enrolled.subject.hbs': 'x',
      'es/mfa-enrolled.txt.hbs': 'x',
      'es/mfa-enrolled.html.hbs': 'x',
    });
    assert.equal(enrolled(undefined, 'es').text, 'x');
  });
});
