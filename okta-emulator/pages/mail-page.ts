import Handlebars from 'handlebars';

import type { ReceivedMail } from '../mailbox/received-mail.js';
import { renderLayout } from './layout.js';
import { readableTime } from './readable-time.js';

interface MailData {
  mail: ReceivedMail;
  received: ReturnType<typeof readableTime>;
  /** The text, cut into links and what is between them. */
  parts: { url?: string; text: string }[];
}

const content = Handlebars.compile<MailData>(
  `<article class="card mail">
  <h1>{{mail.subject}}</h1>
  <dl>
    <dt>From</dt><dd>{{mail.from}}</dd>
    <dt>To</dt><dd>{{#each mail.to}}{{#unless @first}}, {{/unless}}{{this}}{{/each}}</dd>
    <dt>Received</dt><dd><time datetime="{{received.at}}">{{received.inWords}}</time></dd>
  </dl>
  <div class="body">{{#each parts}}{{#if url}}<a href="{{url}}" rel="noreferrer">{{url}}</a>{{else}}{{text}}{{/if}}{{/each}}</div>
  {{#if mail.html}}<p><a href="/_emulator/mailbox/{{mail.id}}/html">Show as HTML</a></p>{{/if}}
</article>`,
);

export function renderMailPage(mail: ReceivedMail): string {
  const received = readableTime(mail.receivedAt);
  const html = content({ mail, received, parts: partsOf(mail.text) });
  return renderLayout(html, { title: mail.subject });
}

function partsOf(text: string): MailData['parts'] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => (index % 2 === 1 ? { url: part, text: part } : { text: part }));
}
