import Handlebars from 'handlebars';

import { renderLayout } from './layout.js';

interface DeadEndData {
  title: string;
  what: string;
  remedy: string;
}

const content = Handlebars.compile<DeadEndData>(
  `<section class="card step">
  <h1>{{title}}</h1>
  <p class="error" role="alert">{{what}}</p>
  <p>{{remedy}}</p>
  <p><a class="button" href="/signin">Go to sign in</a></p>
</section>`,
  { strict: true },
);

/** For an activation link that leads nowhere any more. */
export function renderUsedLinkPage(): string {
  return renderDeadEnd({
    title: 'This link no longer works',
    what: 'The activation link has expired or was used before: it works once only.',
    remedy:
      'If you have already chosen a password, sign in. Otherwise ask your administrator for a new activation mail.',
  });
}

/** For a person who took longer than Okta waits. */
export function renderTimeIsUpPage(): string {
  return renderDeadEnd({
    title: 'Your time is up',
    what: 'For your security this page is open for five minutes only.',
    remedy:
      'If you have already chosen a password, sign in. Otherwise ask your administrator for a new activation mail.',
  });
}

/** Stands in for the mailbox where the mails go to a mail server of their own. */
export function renderNoMailboxPage(): string {
  return renderDeadEnd({
    title: 'No mailbox here',
    what: 'The mails of this org go to another mail server.',
    remedy: 'Look for them there: it is the one that the emulator was started with.',
  });
}

function renderDeadEnd(data: DeadEndData): string {
  return renderLayout(content(data), { title: data.title });
}
