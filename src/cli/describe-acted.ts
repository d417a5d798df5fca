import { refusals } from '../contract/operator.js';
import type { PreEnrollUserStatus } from '../contract/pre-enroll-user.js';
import type { ActedHire } from '../operate/act-on-hires.js';

/** What became of a hire who was resumed, as far as it was watched. */
export type Became = 'gone-on' | 'ended' | 'parked-again' | 'unknown';

export type ReportedHire = ActedHire & { became?: Became };

/** What became of the request, as the commands print it in JSON: what is not known is absent. */
export function toActedRow(hire: ReportedHire) {
  const { userId, outcome, became } = hire;
  switch (hire.outcome) {
    case 'done': {
      const { stage, waitingFor, attention } = hire.status;
      return {
        ...{ userId, outcome, stage, waitingFor },
        ...(attention && { reason: attention.reason, explanation: attention.explanation }),
        ...(became && { became }),
      };
    }
    case 'refused':
      return { userId, outcome, refusal: hire.refusal, explanation: explain(hire.refusal) };
    case 'failed':
      return { userId, outcome, because: hire.because, problem: hire.problem };
    case 'sent':
    case 'not-running':
      return { userId, outcome };
  }
}

/** The same in one line. */
export function describeActed(hire: ReportedHire): string {
  return [hire.userId, hire.outcome, ...words(hire)].join('\t');
}

function words(hire: ReportedHire): string[] {
  switch (hire.outcome) {
    case 'done':
      return [hire.status.stage, describeStatus(hire.status, hire.became)];
    case 'refused':
      return [hire.refusal, explain(hire.refusal)].filter(Boolean);
    case 'failed':
      return [hire.problem];
    case 'sent':
      return ['the run takes it when a worker is there'];
    case 'not-running':
      return ['there is no run, or it has ended'];
  }
}

const becameWords: Record<Became, string> = {
  'gone-on': 'gone on: ',
  ended: 'ended: ',
  'parked-again': 'parked again: ',
  unknown: 'resumed, no answer since: ',
};

function describeStatus({ waitingFor, attention }: PreEnrollUserStatus, became?: Became): string {
  const text = attention
    ? `${attention.reason}: ${attention.explanation}`
    : `waits for ${waitingFor}`;
  return `${became ? becameWords[became] : ''}${text}`;
}

function explain(refusal: string): string {
  // A worker of a later version may have other reasons.
  return (refusals as Partial<Record<string, string>>)[refusal] ?? '';
}
