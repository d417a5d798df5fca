import { HandlerUnfinishedPolicy, type SignalDefinition } from '@temporalio/common';
import { ApplicationFailure, condition, log, setHandler } from '@temporalio/workflow';
import { attentionTo } from '../contract/attention.js';
import { failureType } from '../contract/failures.js';
import {
  correctPhoneSignal,
  correctPhoneUpdate,
  refusals,
  resendActivationSignal,
  resendActivationUpdate,
  resumeSignal,
  resumeUpdate,
  undoSignal,
  undoUpdate,
  type OperatorAct,
  type OperatorActName,
  type OperatorRequest,
  type Refusal,
  type ResumeRequest,
} from '../contract/operator.js';
import { readPhoneCorrection, readRequest } from '../contract/operator-request.js';
import type { PreEnrollUserStatus } from '../contract/pre-enroll-user.js';
import { takeBounceAsRepaired, type EnrollmentInbox } from './enrollment-inbox.js';
import type { EnrollmentRecord } from './enrollment-record.js';

/** Where operators come with their requests. */
export interface OperatorDesk {
  /** The undo that was asked for cannot be granted: it is forgotten, and recorded as refused. */
  refuseUndo(refusal: Refusal): void;
}

const mailsSettleInMs = 10 * 60_000;

/** One kind of request: why it is refused now, if so, and what it does otherwise. */
interface Desk {
  act: OperatorActName;
  refuse: (given: unknown) => Refusal | undefined;
  grant: (request: OperatorRequest, given: unknown) => Pick<OperatorAct, 'accepted'> | undefined;
}

/**
 * Takes operators' requests, as updates, which answer, and as signals of the same name, which do not. Granting one only notes it and wakes the run;
 * the procedure acts. Call it before the first `await`.
 *
 * @param interrupt stops the procedure where it stands, for an undo
 */
export function openOperatorDesk(
  record: EnrollmentRecord,
  inbox: EnrollmentInbox,
  interrupt: () => void,
): OperatorDesk {
  const { known } = inbox;
  const { status } = record;

  const resume: Desk = {
    act: 'resume',
    refuse(given) {
      const wantsToAccept = (given as ResumeRequest).accept === true;
      if (status.stage === 'pre-hire' && !wantsToAccept) return undefined;
      if (status.attention === undefined) return 'not-parked';
      const { onAccept } = attentionTo(status.attention.reason);
      return wantsToAccept && onAccept === undefined ? 'not-acceptable' : undefined;
    },
    grant(_, given) {
      const reason = status.attention?.reason;
      if ((given as ResumeRequest).accept !== true || reason === undefined) {
        takeBounceAsRepaired(known);
        return undefined;
      }
      if (reason === 'phone-changed' || reason === 'factor-lost') wantReEnrollment();
      else if (reason === 'mail-bounced') delete known.mailBounced;
      else known.accepted = [...new Set([...(known.accepted ?? []), reason])];
      return { accepted: reason };
    },
  };

  const resendActivation: Desk = {
    act: 'resendActivation',
    refuse() {
      if (!isWaiting(record)) return 'not-waiting';
      const last = record.lastMailAt();
      return last !== undefined && Date.now() - last.getTime() < mailsSettleInMs
        ? 'too-soon'
        : undefined;
    },
    grant() {
      delete known.mailBounced;
      known.resends = (known.resends ?? 0) + 1;
      return undefined;
    },
  };

  const correctPhone: Desk = {
    act: 'correctPhone',
    refuse(given) {
      if (readPhoneCorrection((given as { phone?: unknown }).phone) === undefined) {
        return 'phone-source-missing';
      }
      return record.hasEntered('switching-groups') ? 'already-switching' : undefined;
    },
    grant(_, given) {
      const phone = readPhoneCorrection((given as { phone?: unknown }).phone);
      if (phone) known.phone = phone;
      if (status.factorId !== undefined) wantReEnrollment();
      return undefined;
    },
  };

  const undo: Desk = {
    act: 'undo',
    refuse: () => undefined,
    grant(request) {
      known.undo = request;
      interrupt();
      return undefined;
    },
  };

  function wantReEnrollment(): void {
    known.reEnrollments = (known.reEnrollments ?? 0) + 1;
  }

  function decide(desk: Desk, given: unknown): { request: OperatorRequest } | { refused: Refusal } {
    const read = readRequest(given);
    if ('refused' in read) return read;
    const refused = desk.refuse(given);
    return refused === undefined ? read : { refused };
  }

  function grant(desk: Desk, request: OperatorRequest, given: unknown): void {
    const more = desk.grant(request, given);
    record.act({ act: desk.act, ...request, at: now(), ...more });
    inbox.note(`operator: ${desk.act}`);
    log.info('An operator asked for something', { act: desk.act });
  }

  /** Sends nobody an answer: what is refused is in the status alone. */
  function takeSignal(desk: Desk, given: unknown): void {
    inbox.signals += 1;
    const decided = decide(desk, given);
    if ('request' in decided) {
      grant(desk, decided.request, given);
      return;
    }
    const { refused } = decided;
    const read = readRequest(given);
    const who = 'request' in read ? read.request : { operator: 'unknown', reason: 'unknown' };
    record.act({ act: desk.act, ...who, at: now(), refused });
    log.warn('An operator asked for something that is refused', { act: desk.act, refused });
  }

  function validate(desk: Desk): (given: unknown) => void {
    return (given) => {
      const decided = decide(desk, given);
      if ('refused' in decided) throw refusal(decided.refused);
    };
  }

  function takeUpdate(desk: Desk): (given: OperatorRequest) => PreEnrollUserStatus {
    return (given) => {
      // What was right when the request was validated may have changed since.
      const decided = decide(desk, given);
      if ('refused' in decided) throw refusal(decided.refused);
      grant(desk, decided.request, given);
      return status;
    };
  }

  setHandler(resumeUpdate, takeUpdate(resume), { validator: validate(resume) });
  setHandler(resendActivationUpdate, takeUpdate(resendActivation), {
    validator: validate(resendActivation),
  });
  setHandler(correctPhoneUpdate, takeUpdate(correctPhone), { validator: validate(correctPhone) });
  setHandler(
    undoUpdate,
    async (given) => {
      takeUpdate(undo)(given);
      await condition(() => known.undo === undefined || status.stage === 'undone');
      const { refused } = status.acts?.findLast(({ act }) => act === 'undo') ?? {};
      if (refused !== undefined) throw refusal(refused);
      return status;
    },
    // Where the run ends in another way, the client is told that it has ended.
    { validator: validate(undo), unfinishedPolicy: HandlerUnfinishedPolicy.ABANDON },
  );

  const signals = [
    { signal: resumeSignal, desk: resume },
    { signal: resendActivationSignal, desk: resendActivation },
    { signal: correctPhoneSignal, desk: correctPhone },
    { signal: undoSignal, desk: undo },
  ];
  for (const { signal, desk } of signals) {
    setHandler(signal as SignalDefinition<[unknown]>, (given) => {
      takeSignal(desk, given);
    });
  }

  return {
    refuseUndo(refused) {
      delete known.undo;
      record.refuseLast('undo', refused);
      inbox.note('operator: undo');
    },
  };
}

/** The mails with a link have begun, and the person is not being moved yet. */
function isWaiting(record: EnrollmentRecord): boolean {
  return record.hasEntered('awaiting-activation') && !record.hasEntered('switching-groups');
}

function refusal(code: Refusal): ApplicationFailure {
  return ApplicationFailure.create({
    type: failureType.refused,
    message: refusals[code],
    nonRetryable: true,
    details: [code],
  });
}

function now(): string {
  return new Date().toISOString();
}
