import { counter, type CounterMeter } from '../contract/metrics.js';
import type { TemporalConfig } from '../configuration/temporal-config.js';

/** The same, and whatever cannot be decrypted is counted: runs stand still for it. Without encryption there is nothing to count. */
export function countCodecRefusals(temporal: TemporalConfig, meter: CounterMeter): TemporalConfig {
  const { encryption } = temporal;
  if (encryption === undefined) return temporal;
  const refusals = counter(meter, 'preenroll_codec_failures');
  return {
    ...temporal,
    encryption: {
      ...encryption,
      refused(reason) {
        refusals(1, { reason });
      },
    },
  };
}
