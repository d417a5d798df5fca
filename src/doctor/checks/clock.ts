import { check, failure, ok, warning } from '../check.js';

const warnAboveMs = 10_000;
/** Okta refuses assertions that are issued in the future, and those that have expired. */
const failAboveMs = 60_000;

export const clockChecks = [
  check('clock-skew', {
    title: "The clock agrees with Okta's",
    needs: ['organization'],
    remedy:
      'Have the machine keep its clock by NTP: tokens are refused, and waiting times are wrong.',
    byHand: 'Compare `date -u` with the Date header of any answer of Okta.',
    judge({ organization: { skewMs } }) {
      const seconds = Math.round(Math.abs(skewMs) / 1_000);
      const evidence =
        seconds === 0
          ? 'less than a second apart'
          : `${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} Okta's`;
      if (Math.abs(skewMs) > failAboveMs) return failure(evidence);
      return Math.abs(skewMs) > warnAboveMs ? warning(evidence) : ok(evidence);
    },
  }),
];
