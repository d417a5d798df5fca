import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compileTemplate, type Template } from './compile-template.js';
import { toLanguageTag } from './languages.js';
import { MailTemplateError } from './mail-template-error.js';
import { mailNames, mailParts, mails, samplesOf, type MailName, type MailPart } from './mails.js';

/** By {@link keyOf}. */
export type Templates = ReadonlyMap<string, Template>;

export function keyOf(language: string, name: MailName, part: MailPart): string {
  return `${language}/${name}.${part}`;
}

/**
 * Reads and tries every template of a folder: `<language>/<mail>.<part>.hbs`. Names that begin with a dot are passed over: a
 * mounted ConfigMap has such. Throws {@link MailTemplateError} for whatever cannot be read, is not known, or does not render.
 */
export function readTemplates(folder: string): Templates {
  const templates = new Map<string, Template>();
  for (const entry of entriesOf(folder)) {
    const languageFolder = join(folder, entry);
    const language = toLanguageTag(entry);
    if (language === undefined || !isFolder(languageFolder)) {
      throw new MailTemplateError(
        languageFolder,
        'is no folder of a language, such as de or de-AT',
      );
    }
    for (const fileName of entriesOf(languageFolder)) {
      const file = join(languageFolder, fileName);
      const { name, part } = partOf(file, fileName);
      const key = keyOf(language, name, part);
      if (templates.has(key)) throw new MailTemplateError(file, `is there twice for ${language}`);
      templates.set(key, readTemplate(file, name, part));
    }
  }
  return templates;
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((entry) => !entry.startsWith('.'))
      .sort();
  } catch (error) {
    throw unreadable(folder, error);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

const fileNames = new Map<string, { name: MailName; part: MailPart }>(
  mailNames.flatMap((name) =>
    mailParts.map((part) => [`${name}.${part}.hbs`, { name, part }] as const),
  ),
);

function partOf(file: string, fileName: string): { name: MailName; part: MailPart } {
  const known = fileNames.get(fileName);
  if (known === undefined) {
    throw new MailTemplateError(
      file,
      `is no part of a mail; the mails are ${mailNames.join(', ')}, each with .${mailParts.join('.hbs, .')}.hbs`,
    );
  }
  return known;
}

function readTemplate(file: string, name: MailName, part: MailPart): Template {
  const source = readText(file);
  try {
    const template = compileTemplate(source, part, Object.keys(mails[name].sample));
    for (const variables of samplesOf(name)) {
      if (template(variables).trim() === '')
        throw new Error('it is empty, at least for some hires');
    }
    return template;
  } catch (error) {
    throw new MailTemplateError(file, messageOf(error), { cause: error });
  }
}

function readText(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(path: string, error: unknown): MailTemplateError {
  return new MailTemplateError(path, `cannot be read: ${messageOf(error)}`, { cause: error });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
