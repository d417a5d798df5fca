import type { ApiFaultEffect } from '../../okta-emulator/faults/api-fault.js';
import type { OktaOrg } from '../end-to-end/support/okta-org.js';

/** What the worker asks of Okta; not what the chaos itself does there. */
const callsOfWorkers = '^/api/v1/(users/|groups/|logs)';

/** 8 % of the calls. */
const apiFaults: readonly { share: number; effect: ApiFaultEffect }[] = [
  { share: 0.01, effect: { kind: 'rate-limit', resetInSeconds: 2 } },
  { share: 0.01, effect: { kind: 'concurrency-limit' } },
  { share: 0.02, effect: { kind: 'error', errorCode: 'E0000009' } },
  { share: 0.02, effect: { kind: 'reset' } },
  { share: 0.01, effect: { kind: 'executed-then-timeout' } },
  {
    share: 0.01,
    effect: { kind: 'raw', status: 200, contentType: 'application/json', body: '{"id":"00u' },
  },
];

/** Mails that are taken and cut; so many that the count is never used up, and tells how often it struck. */
const cuts = { kind: 'cut', count: 1_000_000 };

/** 8 % of the mails, of ours and of Okta's. */
const mailFaults = [
  { share: 0.03, kind: 'refuse', at: 'data', code: 451 },
  { share: 0.02, kind: 'refuse', at: 'rcpt', code: 421 },
  { share: 0.03, ...cuts },
];

/** The latest that a fault lets an event be delivered. */
export const latestDeliveryMs = 3_000;

/** 30 % of the events come twice, half of those late; 20 % are overtaken by others; some never come. */
function hookFaults(dropped: number) {
  return [
    { share: dropped, kind: 'drop' },
    { share: 0.15, kind: 'duplicate' },
    { share: 0.15, kind: 'duplicate', ms: latestDeliveryMs },
    { share: 0.1, kind: 'reorder' },
    { share: 0.1, kind: 'delay', ms: 1_500 },
  ];
}

/** Arms faults on everything that the emulated org does. @param hooksDropped the share of events that no hook ever brings */
export async function armFaults(okta: OktaOrg, hooksDropped: number): Promise<void> {
  const ofWorkers = apiFaults.map((fault) => ({ ...fault, path: callsOfWorkers }));
  for (const fault of withProbabilities(ofWorkers)) await okta.control('POST', '/faults', fault);
  for (const fault of withProbabilities(mailFaults)) {
    await okta.control('POST', '/mail-faults', fault);
  }
  for (const fault of withProbabilities(hookFaults(hooksDropped))) {
    await okta.control('POST', '/hook-faults', fault);
  }
}

/** How many mails were taken and cut. */
export async function countCutMails(okta: OktaOrg): Promise<number> {
  const armed = await okta.control<{ kind: string; count: number }[]>('GET', '/mail-faults');
  const left = armed.find(({ kind }) => kind === cuts.kind);
  return left === undefined ? 0 : cuts.count - left.count;
}

/** One fault after the other is drawn until one strikes, so that each is only drawn for what those before it have left. */
function withProbabilities<Fault extends { share: number }>(faults: readonly Fault[]) {
  let left = 1;
  return faults
    .filter(({ share }) => share > 0)
    .map(({ share, ...fault }) => {
      // Shares that add up to 1 do not quite, in binary.
      const probability = Math.min(share / left, 1);
      left -= share;
      return { ...fault, probability };
    });
}
