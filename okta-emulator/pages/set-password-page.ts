import Handlebars from 'handlebars';

import { renderLayout } from './layout.js';

interface SetPasswordData {
  /** The person's own step: `/signin/{session}`. */
  action: string;
  login: string;
  firstName: string | null;
  error: string | undefined;
}

const content = Handlebars.compile<SetPasswordData>(
  `<form class="card step" method="post" action="{{action}}/password">
  <h1>Welcome{{#if firstName}}, {{firstName}}{{/if}}</h1>
  <p>Choose a password for <strong>{{login}}</strong>. After that, we text a code to your phone.</p>
  {{#if error}}<p class="error" role="alert" id="error">{{error}}</p>{{/if}}
  <input hidden name="username" value="{{login}}" autocomplete="username" readonly>
  <label for="password">New password</label>
  <input id="password" name="password" type="password" autocomplete="new-password" minlength="8" required autofocus
    aria-describedby="rule{{#if error}} error{{/if}}" {{#if error}}aria-invalid="true"{{/if}}>
  <p class="hint" id="rule">At least 8 characters.</p>
  <label for="repetition">Repeat the password</label>
  <input id="repetition" name="repetition" type="password" autocomplete="new-password" required
    {{#if error}}aria-invalid="true" aria-describedby="error"{{/if}}>
  <button>Continue</button>
</form>`,
  { strict: true },
);

/** The first step behind the activation link. */
export function renderSetPasswordPage(data: SetPasswordData): string {
  return renderLayout(content(data), { title: 'Choose a password' });
}
