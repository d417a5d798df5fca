import Handlebars from 'handlebars';

import { renderLayout } from './layout.js';

interface SignedInData {
  name: string;
  login: string;
}

const content = Handlebars.compile<SignedInData>(
  `<section class="card step">
  <h1>You are signed in</h1>
  <p>Hello {{name}}, you are signed in as <strong>{{login}}</strong>.</p>
  <p class="hint">This is where Okta shows the apps. You may close this window.</p>
</section>`,
  { strict: true },
);

export function renderSignedInPage(data: SignedInData): string {
  return renderLayout(content(data), { title: 'Signed in' });
}
