import Handlebars from 'handlebars';

import type { PhoneMessage } from '../state/phones.js';
import { renderLayout } from './layout.js';
import { readableTime } from './readable-time.js';

const refreshSeconds = 3;

const content = Handlebars.compile<{ phones: Phone[]; isPaused: boolean }>(
  `<h1>Phone</h1>
<p class="hint">
  The org's text messages and calls, newest first.
  {{#if isPaused}}
  <a href="?">Refresh every few seconds</a>
  {{else}}
  <a href="?paused">Stop refreshing</a>
  {{/if}}
</p>
{{#each phones}}
<section class="card" aria-labelledby="phone-{{@index}}">
  <h2 id="phone-{{@index}}">{{number}}</h2>
  <ol class="texts">
    {{#each texts}}
    <li>{{#if isCall}}<span class="hint">A call</span>{{/if}}<p class="text">{{text}}</p><time datetime="{{sent.at}}">{{sent.inWords}}</time></li>
    {{/each}}
  </ol>
</section>
{{else}}
<p class="card">No text message has been sent yet, and nobody was called.</p>
{{/each}}`,
  { strict: true },
);

interface Phone {
  number: string;
  texts: { text: string; isCall: boolean; sent: ReturnType<typeof readableTime> }[];
}

/** @param texts newest first. @param isPaused whether the page stays as it is instead of refreshing itself. */
export function renderPhonePage(texts: readonly PhoneMessage[], isPaused: boolean): string {
  const title = 'Phone';
  const html = content({ phones: phonesOf(texts), isPaused });
  return renderLayout(html, isPaused ? { title } : { title, refreshSeconds });
}

function phonesOf(texts: readonly PhoneMessage[]): Phone[] {
  const phones = new Map<string, Phone>();
  for (const { to, text, channel, sent } of texts) {
    const phone = phones.get(to) ?? { number: to, texts: [] };
    const isCall = channel === 'call';
    phone.texts.push({ text, isCall, sent: readableTime(sent.toISOString()) });
    phones.set(to, phone);
  }
  return [...phones.values()];
}
