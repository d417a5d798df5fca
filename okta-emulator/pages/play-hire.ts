import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import * as z from 'zod';

export interface Hire {
  /** The emulator's. Its phone pages have to be there, and its mailbox unless `link` is given. */
  url: string;
  /** Also the address that the activation mail is awaited at, unless `email` says otherwise. */
  login: string;
  email?: string;
  /** The activation link, for who has read the mail already. */
  link?: string;
  /** Chosen at random if not given. */
  password?: string;
  /** Gives up. */
  signal?: AbortSignal;
}

const pauseMs = 100;
export const linkPattern = /https?:\/\/\S+\/(?:welcome\/[\w-]+|tokens\/[\w-]+\/verify)/;

/** What the mailbox and the phone answer, the newest first. */
const messagesSchema = z.array(z.object({ text: z.string() }));

/**
 * Plays a hire over HTTP, with the requests that a browser would send: waits for the activation mail, opens its link, chooses a
 * password, and enters the code from the text message if asked for one. Resolves once the hire is signed in.
 *
 * @throws Error with the status of the page that did not go well; the reason of `signal` when that fires.
 */
export async function playHire({ url, login, ...options }: Hire): Promise<void> {
  const { email = login, signal } = options;
  const password = options.password ?? randomBytes(12).toString('base64url');
  const init: Init = signal ? { signal } : {};

  const link = options.link ?? (await activationLink(url, email, init));
  const passwordPage = await page('activation link', fetch(link, init));
  const codePage = await submit('password', passwordPage, { password, repetition: password }, init);
  if (codePage.form === undefined) return;

  const code = await latestCode(url, login, init);
  const lastPage = await submit('code', codePage, { code }, init);
  if (lastPage.form !== undefined) throw new Error('The hire is not signed in after the code');
}

interface Init {
  signal?: AbortSignal;
}

interface Page {
  /** Where the page's first form goes; the page of somebody who is signed in has none. */
  form: string | undefined;
}

async function page(what: string, answer: Promise<Response>): Promise<Page> {
  const response = await answer;
  const html = await response.text();
  if (!response.ok) throw new Error(`The ${what} was answered with ${response.status}`);
  const action = /<form[^>]* action="([^"]+)"/.exec(html)?.[1];
  return { form: action === undefined ? undefined : new URL(action, response.url).href };
}

async function submit(
  what: string,
  { form }: Page,
  fields: Record<string, string>,
  init: Init,
): Promise<Page> {
  if (form === undefined) throw new Error(`There is no form for the ${what}`);
  const body = new URLSearchParams(fields);
  return page(what, fetch(form, { ...init, method: 'POST', body }));
}

async function activationLink(url: string, to: string, init: Init): Promise<string> {
  for (;;) {
    const link = await findInMessages(
      new URL(`/_emulator/mailbox?${query({ to })}`, url),
      init,
      linkPattern,
    );
    if (link !== undefined) return link;
    await delay(pauseMs, undefined, init);
  }
}

async function latestCode(url: string, login: string, init: Init): Promise<string> {
  const phone = new URL(`/_emulator/phone?${query({ login })}`, url);
  const code = await findInMessages(phone, init, /\b\d{6}\b/);
  if (code === undefined) throw new Error('No text message has arrived');
  return code;
}

async function findInMessages(url: URL, init: Init, pattern: RegExp): Promise<string | undefined> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}`);
  const messages = messagesSchema.parse(await response.json());
  return messages.map(({ text }) => pattern.exec(text)?.[0]).find((found) => found !== undefined);
}

function query(parameters: Record<string, string>): string {
  return new URLSearchParams(parameters).toString();
}
