import Handlebars from 'handlebars';
import type { Mail } from './mailer.js';

interface MfaEnrolledData {
  firstName: string | undefined;
}

const strict = { strict: true };

const text = Handlebars.compile<MfaEnrolledData>(
  `Hello{{#if firstName}} {{firstName}}{{/if}},

your mobile phone is now registered for signing in to Okta. You did not have to do anything for it:
your employer has taken the number from the personnel records.

Shortly you will receive a second mail with a link to activate your account. Have your phone at hand
when you open it: you will be asked for a code that is sent to it as a text message.

If your number has changed, tell your HR or IT department before you open the link.
`,
  { ...strict, noEscape: true },
);

const html = Handlebars.compile<MfaEnrolledData>(
  `<!doctype html>
<html lang="en">
  <body style="font-family: sans-serif; line-height: 1.5; max-width: 36em">
    <p>Hello{{#if firstName}} {{firstName}}{{/if}},</p>
    <p>
      your mobile phone is now registered for signing in to Okta. You did not have to do anything for
      it: your employer has taken the number from the personnel records.
    </p>
    <p>
      Shortly you will receive a second mail with a link to activate your account. Have your phone at
      hand when you open it: you will be asked for a code that is sent to it as a text message.
    </p>
    <p>If your number has changed, tell your HR or IT department before you open the link.</p>
  </body>
</html>
`,
  strict,
);

/** The mail that tells a hire, before Okta's activation mail, that the phone is enrolled. It names no number. */
export function renderMfaEnrolledMail(
  data: MfaEnrolledData,
): Pick<Mail, 'subject' | 'text' | 'html'> {
  return { subject: 'MFA enrolled for Okta', text: text(data), html: html(data) };
}
