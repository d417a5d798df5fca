import { check, ok, warning } from '../check.js';
import { whereAsked } from '../where-asked.js';

const remedy =
  'See SMTP_URL: host, port, user and password; smtps:// for TLS from the start, smtp:// for STARTTLS.';

export const smtpChecks = [
  check('smtp-reachable', {
    title: 'The mail server can be reached, and takes our log-in',
    needs: ['smtp'],
    remedy,
    byHand: '`openssl s_client -starttls smtp -connect <host>:<port>`',
    judge: () => ok('it answers, and takes the log-in'),
    judgeFailure: whereAsked,
  }),

  check('smtp-tls', {
    title: 'Mails go to the mail server with TLS',
    needs: ['smtp', 'smtpWithTls'],
    remedy:
      'Use smtps://, or a server that offers STARTTLS with a valid certificate: mails hold activation links.',
    byHand: '`openssl s_client -starttls smtp -connect <host>:<port>`',
    judge: ({ smtp: { isEncrypted } }) => ok(isEncrypted ? 'TLS from the start' : 'STARTTLS'),
    judgeFailure: ({ kind, text }) =>
      kind === 'refused' && text.startsWith('without TLS') ? warning(text) : undefined,
  }),
];
