import type { OktaClient, OktaFactor } from '../../../src/okta/okta-client.js';
import type { SkippingClock } from './skipping-clock.js';

const anHour = 60 * 60_000;

/**
 * The port with the times of its answers by the server's clock, as if both lived in the same time: the emulator lives in the machine's, which
 * is behind by all that was skipped.
 */
export function oktaByClock(okta: OktaClient, { byServer }: SkippingClock): OktaClient {
  const factorByServer = (factor: OktaFactor): OktaFactor => ({
    ...factor,
    ...(factor.created !== undefined && { created: byServer(factor.created) }),
  });
  return {
    ...okta,
    async listFactors(userId) {
      return (await okta.listFactors(userId)).map(factorByServer);
    },
    async enrollSmsFactor(...enrollment) {
      return factorByServer(await okta.enrollSmsFactor(...enrollment));
    },
    async getFactor(...which) {
      const factor = await okta.getFactor(...which);
      return factor && factorByServer(factor);
    },
    async listLogEvents({ since, filter }) {
      // No org of the model is as old as that.
      const events = await okta.listLogEvents({ since: new Date(Date.now() - anHour), filter });
      return events
        .map((event) => eventByServer(event, byServer))
        .filter(({ published }) => published >= since.toISOString());
    },
  };
}

/** The same event with its time by the server's clock. */
export function eventByServer(
  event: unknown,
  byServer: SkippingClock['byServer'],
): Record<string, unknown> & { published: string } {
  const { published, ...rest } = event as { published: string };
  return { ...rest, published: byServer(published) };
}
