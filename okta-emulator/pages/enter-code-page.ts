import Handlebars from 'handlebars';

import { renderLayout } from './layout.js';

interface EnterCodeData {
  /** The person's own step: `/signin/{session}`. */
  action: string;
  /** The last digits of the phone number; the rest is nobody's business. */
  lastDigits: string;
  error: string | undefined;
  /** Whether the error is about what was entered. */
  isCodeWrong: boolean;
}

const content = Handlebars.compile<EnterCodeData>(
  `<section class="card step">
  <form method="post" action="{{action}}/code">
    <h1>Enter the code</h1>
    <p id="sent">We use your phone with the number ending in <strong>{{lastDigits}}</strong>. The text message has a code of 6 digits.</p>
    {{#if error}}<p class="error" role="alert" id="error">{{error}}</p>{{/if}}
    <label for="code">Code from the text message</label>
    <input id="code" name="code" class="code" inputmode="numeric" autocomplete="one-time-code" pattern=" *([0-9] *){6}"
      title="6 digits" required autofocus
      aria-describedby="sent{{#if error}} error{{/if}}" {{#if isCodeWrong}}aria-invalid="true"{{/if}}>
    <button>Verify</button>
  </form>
  <form method="post" action="{{action}}/resend">
    <button class="secondary">Send the code again</button>
  </form>
</section>`,
  { strict: true },
);

export function renderEnterCodePage(data: EnterCodeData): string {
  return renderLayout(content(data), { title: 'Enter the code' });
}
