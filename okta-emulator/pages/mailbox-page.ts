import Handlebars from 'handlebars';

import type { ReceivedMail } from '../mailbox/received-mail.js';
import { renderLayout } from './layout.js';

const refreshSeconds = 5;

const content = Handlebars.compile<{ mails: readonly ReceivedMail[]; isPaused: boolean }>(
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
    <time datetime="{{receivedAt}}">{{receivedAt}}</time>
  </li>
  {{/each}}
</ol>
{{else}}
<p class="card">No mail has arrived yet.</p>
{{/if}}`,
  { strict: true },
);

/** @param mails newest first. @param isPaused whether the page stays as it is instead of refreshing itself. */
export function renderMailboxPage(mails: readonly ReceivedMail[], isPaused: boolean): string {
  const title = 'Mailbox';
  return renderLayout(
    content({ mails, isPaused }),
    isPaused ? { title } : { title, refreshSeconds },
  );
}
