import { fileURLToPath } from 'node:url';
import type { Template } from './compile-template.js';
import { toLanguageTag, wantedLanguages, withShorterTags } from './languages.js';
import { MailTemplateError } from './mail-template-error.js';
import type { Mail } from './mailer.js';
import {
  mailNames,
  mailParts,
  variablesOf,
  type MailData,
  type MailName,
  type MailPart,
} from './mails.js';
import { keyOf, readTemplates, type Templates } from './read-templates.js';

export { MailTemplateError } from './mail-template-error.js';
export type { MailData, MailName } from './mails.js';

export interface MailRendererOptions {
  /** With templates that replace or add to the built-in ones, each by itself: `<language>/<mail>.<part>.hbs`. */
  folder?: string | undefined;
  /** For those whose own language no template has. Default: `en`. */
  language?: string | undefined;
}

export interface MailRenderer {
  /**
   * `wanted` is the profile's `preferredLanguage` or `locale` as Okta has it. The mail is in that language, or its primary
   * language (`de` for `de-AT`), or the configured one, or English; garbage counts as no wish.
   */
  render<Name extends MailName>(
    name: Name,
    wanted: string | undefined,
    data: MailData[Name],
  ): Pick<Mail, 'subject' | 'text' | 'html'>;
}

const builtIn = fileURLToPath(new URL('./templates/', import.meta.url));

/**
 * Reads, compiles and tries all templates at once, so that a bad one stops the start and not a hire's mail: throws
 * {@link MailTemplateError}.
 */
export function createMailRenderer({ folder, language = 'en' }: MailRendererOptions): MailRenderer {
  const templates = new Map([
    ...readTemplates(builtIn),
    ...(folder === undefined ? [] : readTemplates(folder)),
  ]);
  if (folder !== undefined) refuseHalfMails(folder, templates);
  const fallbacks = [...defaultLanguages(language, templates), 'en'];

  return {
    render(name, wanted, data) {
      const languages = [...wantedLanguages(wanted), ...fallbacks];
      const variables = variablesOf(name, data);
      const render = (part: MailPart) => {
        const template = find(templates, languages, name, part);
        if (template === undefined) throw new MailTemplateError(`${name}.${part}`, 'is missing');
        return template(variables);
      };
      return { subject: render('subject'), text: render('txt'), html: render('html') };
    },
  };
}

function find(
  templates: Templates,
  languages: readonly string[],
  name: MailName,
  part: MailPart,
): Template | undefined {
  return languages
    .map((language) => templates.get(keyOf(language, name, part)))
    .find((template) => template !== undefined);
}

function defaultLanguages(language: string, templates: Templates): string[] {
  const tag = toLanguageTag(language);
  const languages = tag === undefined ? [] : withShorterTags(tag);
  const keys = [...templates.keys()];
  if (!languages.some((known) => keys.some((key) => key.startsWith(`${known}/`)))) {
    throw new MailTemplateError(`language ${language}`, 'no mail is in this language');
  }
  return languages;
}

/** A mail whose subject is in one language and its text in another is worse than one in English. */
function refuseHalfMails(folder: string, templates: Templates): void {
  const languages = new Set([...templates.keys()].map((key) => key.slice(0, key.indexOf('/'))));
  for (const language of languages) {
    for (const name of mailNames) {
      if (!mailParts.some((part) => templates.has(keyOf(language, name, part)))) continue;
      for (const part of mailParts) {
        if (find(templates, withShorterTags(language), name, part) === undefined) {
          throw new MailTemplateError(
            folder,
            `${keyOf(language, name, part)}.hbs is missing: the other parts of the mail are there, and no built-in one is in this language`,
          );
        }
      }
    }
  }
}
