import Handlebars from 'handlebars';

import type { ReceivedMail } from '../mailbox/received-mail.js';
import { renderLayout } from './layout.js';
import { readableTime } from './readable-time.js';

const refreshSeconds = 5;

const content = Handlebars.compile<{ mails: ListedMail[]; isPaused: boolean }>(
  `<h1>Mailbox</h1>
<p class="hint">
  Every mail that was sent, newest first.
  {{#if isPaused}}
  <a href="?">Refresh every few seconds</a>
  {{else}}
  <a href="?paused">Stop refreshing</a>
  {{/if}}
</p>
{{#if mails.length}}
<ol class="card mails">
  {{#each mails}}
  <li>
    <a href="/_emulator/mailbox/{{id}}">{{subject}}</a>
    <span class="to">to {{#each to}}{{#unless @first}}, {{/unless}}{{this}}{{/each}}</span>
    <time datetime="{{received.at}}">{{received.inWords}}</time>
  </li>
  {{/each}}
</ol>
{{else}}
<p class="card">No mail has arrived yet.</p>
{{/if}}`,
  { strict: true },
);

interface ListedMail extends ReceivedMail {
  received: ReturnType<typeof readableTime>;
}

/** @param mails newest first. @param isPaused whether the page stays as it is instead of refreshing itself. */
export function renderMailboxPage(mails: readonly ReceivedMail[], isPaused: boolean): string {
  const title = 'Mailbox';
  const listed = mails.map((mail) => ({ ...mail, received: readableTime(mail.receivedAt) }));
  const html = content({ mails: listed, isPaused });
  return renderLayout(html, isPaused ? { title } : { title, refreshSeconds });
}
