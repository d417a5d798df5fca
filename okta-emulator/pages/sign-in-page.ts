import Handlebars from 'handlebars';

import { renderLayout } from './layout.js';

interface SignInData {
  /** What was entered before, if that failed. */
  login: string;
  error: string | undefined;
}

const content = Handlebars.compile<SignInData>(
  `<form class="card step" method="post" action="/signin">
  <h1>Sign in</h1>
  {{#if error}}<p class="error" role="alert" id="error">{{error}}</p>{{/if}}
  <label for="login">Username</label>
  <input id="login" name="login" value="{{login}}" autocomplete="username" autocapitalize="none" spellcheck="false"
    required autofocus {{#if error}}aria-invalid="true" aria-describedby="error"{{/if}}>
  <label for="password">Password</label>
  <input id="password" name="password" type="password" autocomplete="current-password"
    {{#if error}}aria-invalid="true" aria-describedby="error"{{/if}}>
  <button>Sign in</button>
  <p class="hint">Opening Okta for the first time? Use the link in your activation mail.</p>
</form>`,
  { strict: true },
);

/** For a user who activated before. The password may stay empty: some orgs do without. */
export function renderSignInPage(data: SignInData): string {
  return renderLayout(content(data), { title: 'Sign in' });
}
