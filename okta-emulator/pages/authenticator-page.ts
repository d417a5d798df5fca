import Handlebars from 'handlebars';

import type { AppAccount } from '../person/authenticator-app.js';
import { renderLayout } from './layout.js';

const refreshSeconds = 3;

interface ScannedSecret {
  code: string;
  validForSeconds: number;
}

interface AuthenticatorData {
  accounts: (AppAccount & { isWaiting: boolean; isPending: boolean })[];
  scanned: ScannedSecret | undefined;
  error: string | undefined;
  isPaused: boolean;
}

const content = Handlebars.compile<AuthenticatorData>(
  `<h1>Authenticator apps</h1>
<p class="hint">
  What people see on their phones, as if each had scanned the QR code of the enrollment.
  {{#if isPaused}}
  <a href="/_emulator/authenticator">Refresh every few seconds</a>
  {{else}}
  <a href="/_emulator/authenticator?paused">Stop refreshing, to scan a secret</a>
  {{/if}}
</p>
{{#if isPaused}}
<section class="card" aria-labelledby="scan">
  <h2 id="scan">Scan a secret</h2>
  <form method="post" action="/_emulator/authenticator/scan">
    {{#if error}}<p class="error" role="alert" id="error">{{error}}</p>{{/if}}
    <label for="secret">Secret, or the link in a QR code</label>
    <input id="secret" name="secret" required autocomplete="off" {{#if error}}aria-invalid="true" aria-describedby="error"{{/if}}>
    <button>Show its code</button>
  </form>
  {{#if scanned}}<p>Code <strong class="code">{{scanned.code}}</strong> for {{scanned.validForSeconds}} seconds</p>{{/if}}
</section>
{{/if}}
{{#each accounts}}
<section class="card" aria-labelledby="{{factorId}}">
  <h2 id="{{factorId}}">{{app}}: {{login}}</h2>
  {{#if code}}
  <p><strong class="code">{{code}}</strong> for {{validForSeconds}} seconds</p>
  {{#if isPending}}<p class="hint">Not activated yet.</p>{{/if}}
  {{else if isWaiting}}
  <p>Somebody sets up Okta Verify for this account. Is it you?</p>
  <form method="post" action="/_emulator/authenticator/{{factorId}}/accept"><button>Yes, it's me</button></form>
  <form method="post" action="/_emulator/authenticator/{{factorId}}/reject"><button class="secondary">No, it's not me</button></form>
  {{else if isPending}}
  <p class="hint">Set-up ended: {{push}}</p>
  {{else}}
  <p class="hint">Set up for push notifications.</p>
  {{/if}}
</section>
{{else}}
<p class="card">Nobody has an authenticator app yet.</p>
{{/each}}`,
);

/** @param scan what became of a secret that was typed in. @param isPaused whether the page stays as it is instead of refreshing itself. */
export function renderAuthenticatorPage(
  accounts: readonly AppAccount[],
  { isPaused, scanned, error }: { isPaused: boolean; scanned?: ScannedSecret; error?: string },
): string {
  const title = 'Authenticator apps';
  const listed = accounts.map((account) => ({
    ...account,
    isWaiting: account.push === 'WAITING',
    isPending: account.status !== 'ACTIVE',
  }));
  const html = content({ accounts: listed, scanned, error, isPaused });
  return renderLayout(html, isPaused ? { title } : { title, refreshSeconds });
}
