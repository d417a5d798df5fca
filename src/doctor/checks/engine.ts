import { check, ok } from '../check.js';
import { whereAsked } from '../where-asked.js';

const engines = { classic: 'Classic Engine', idx: 'Identity Engine' } as const;

export const engineChecks = [
  check('engine', {
    title: 'Okta can be reached, and tells its engine',
    needs: ['organization'],
    remedy:
      'See whether OKTA_CLIENT_ORGURL is the URL of the org (https://….okta.com, not the admin console), and whether a proxy or firewall is in between.',
    byHand: 'Open /.well-known/okta-organization of the org in a browser.',
    judge: ({ organization }) => ok(engines[organization.engine]),
    judgeFailure: whereAsked,
  }),
];
