import { estimate } from '../../backfill/estimate.js';
import { check, failure, ok, unknown, warning } from '../check.js';

/** Longer than this a hire who is created in the peak would wait. */
const tooSlowMinutes = 60;

export const limitChecks = [
  check('rate-limit-share', {
    title: "Our share of Okta's rate limits is enough for the hires",
    needs: ['settings', 'rateLimits', 'createdUsers'],
    remedy:
      'Raise the share of our token or app (Security > API, or Principal Rate Limits), spread the hires over the day, or accept the time: nobody is lost.',
    byHand: 'Look at Reports > Rate Limits, and compare with docs/okta-calls.md.',
    judge({ settings: { hiresPerDay, share }, rateLimits, createdUsers: { byDay, isWhole } }, now) {
      const peak = Math.max(0, ...byDay.values());
      const hires = hiresPerDay ?? peak;
      const from =
        hiresPerDay === undefined
          ? `${isWhole ? '' : 'at least '}${hires} hires on the busiest of the last 7 days`
          : `${hires} hires a day`;
      if (hires === 0) return unknown('nobody was created in the last 7 days: say --hires-per-day');
      const { slowest, buckets } = estimate(hires, rateLimits, { share, now });
      if (slowest === undefined) return unknown('Okta tells no limits');
      const minutes = Math.max(...buckets.map(({ minutes = 0 }) => minutes));
      const evidence = `${from}: ${Math.ceil(minutes)} min of the bucket ${slowest.bucket} if they come at once`;
      if (minutes > 24 * 60) return failure(evidence);
      return minutes > tooSlowMinutes ? warning(evidence) : ok(evidence);
    },
  }),
];
