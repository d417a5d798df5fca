import {
  metricMeter,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { traceOf, withoutTrace } from '../contract/activity-trace.js';
import { attentionTo, type AttentionReason } from '../contract/attention.js';
import { counter, histogram } from '../contract/metrics.js';
import type { OperatorAct, OperatorActName, Refusal } from '../contract/operator.js';
import {
  statusQuery,
  type EnrollmentStage,
  type PreEnrollUserInput,
  type PreEnrollUserStatus,
  type SwitchWindow,
} from '../contract/pre-enroll-user.js';
import {
  attentionReason,
  enrollmentStage,
  hireBatch,
  oktaUserId,
  stageSince,
  startDate,
} from '../contract/search-attributes.js';
import { describeEnrollment } from './describe-enrollment.js';

/** Where the run stands, told in three places at once: the status query, the search attributes, and the Temporal UI. */
export interface EnrollmentRecord {
  readonly status: PreEnrollUserStatus;
  /** What the steps have brought, by name. */
  readonly results: Record<string, unknown>;
  /**
   * Does nothing where an earlier run of the chain has entered the stage already.
   *
   * @param waitingFor in plain words, without personal data
   */
  enter(stage: EnrollmentStage, waitingFor: string): void;
  /** True from the moment on at which the stage was entered; also while the run is parked in it or after it. */
  hasEntered(stage: EnrollmentStage): boolean;
  /** Tells more exactly what the current stage waits for, and what is done next by itself. */
  waitFor(waitingFor: string, next?: PreEnrollUserStatus['next']): void;
  /** Parks under a reason. Returns what ends it, and goes back to the stage before. */
  park(reason: AttentionReason): () => void;
  /** Notes what was done, and what it has brought. */
  did(step: string, result: unknown): void;
  /** Takes over what an earlier run has done and this one does not know of, with its times. */
  recall(steps: readonly RecalledStep[]): void;
  /** True if the step was done, by this run or by an earlier one of the chain. */
  hasDone: (step: string) => boolean;
  /** When the step was done; ISO 8601. */
  timeOf(step: string): string | undefined;
  /** When the last mail to the person went out. */
  lastMailAt(): Date | undefined;
  /** The person is in both groups from now on, until the window is closed. */
  openWindow(): void;
  /** @returns how long it was open; undefined where it was opened by a run that did not note it */
  closeWindow(): SwitchWindow | undefined;
  /** Notes what an operator did. */
  act(act: OperatorAct): void;
  /** Notes that the operator's last act of this kind was refused after all. */
  refuseLast(act: OperatorActName, refused: Refusal): void;
  /** Makes known which batch the hire belongs to, and when the first working day is, where that is known. */
  joinOthers(found: { batch?: string; startDate?: string }): void;
}

export interface RecalledStep {
  step: string;
  at: string;
  /** What it has brought. */
  result?: unknown;
}

// Each costs a few hundred bytes of every history that the run continues in.
const rememberedActs = 50;

const mailSteps = /^(sent|let Okta send) /;

export function openRecord(input: PreEnrollUserInput): EnrollmentRecord {
  const { userId, carried } = input;
  const status: PreEnrollUserStatus = carried?.status ?? {
    userId,
    ...beginning(input),
    since: new Date().toISOString(),
    steps: [],
  };
  setHandler(statusQuery, () => status);

  const results = carried?.results ?? {};
  // The stage that was entered last, whatever the run is parked for meanwhile.
  let reached: EnrollmentStage = status.stage;
  // Unlike the search attributes, Temporal does not carry them over.
  if (carried) setCurrentDetails(describeEnrollment(status));

  function publish(): void {
    upsertSearchAttributes([
      { key: oktaUserId, value: userId },
      { key: enrollmentStage, value: status.stage },
      { key: attentionReason, value: status.attention?.reason ?? null },
      { key: stageSince, value: new Date(status.since) },
    ]);
    setCurrentDetails(describeEnrollment(status));
  }

  function change(
    to: Pick<PreEnrollUserStatus, 'stage' | 'waitingFor' | 'attention'> & { since?: string },
  ): void {
    delete status.attention;
    Object.assign(status, { since: new Date().toISOString() }, to);
    publish();
  }

  const entries = counter(metricMeter, 'preenroll_stage_entries');
  const holds = counter(metricMeter, 'preenroll_holds');
  if (carried === undefined) entries(1, { stage: status.stage });

  // A look that brings no change does not make a hold any younger.
  let lastPark: { reason: AttentionReason; since: string; steps: number } | undefined;

  return {
    status,
    results,
    enter(stage, waitingFor) {
      const entered = inOrder.slice(0, inOrder.indexOf(status.stage) + 1);
      if (entered.includes(stage)) return;
      reached = stage;
      delete status.next;
      change({ stage, waitingFor });
      entries(1, { stage });
    },
    hasEntered: (stage) => inOrder.indexOf(reached) >= inOrder.indexOf(stage),
    waitFor(waitingFor, next) {
      status.waitingFor = waitingFor;
      delete status.next;
      if (next !== undefined) status.next = next;
      setCurrentDetails(describeEnrollment(status));
    },
    park(reason) {
      const { stage, waitingFor, steps } = status;
      const isTheSame = lastPark?.reason === reason && lastPark.steps === steps.length;
      const parkedSince = isTheSame ? lastPark?.since : undefined;
      const { explanation, action, whoCanFix, onAccept } = attentionTo(reason);
      change({
        stage: 'needs-attention',
        waitingFor: `${whoCanFix} to repair what is wrong`,
        attention: {
          ...{ reason, explanation, action, whoCanFix },
          ...(onAccept !== undefined && { onAccept }),
        },
        ...(parkedSince !== undefined && { since: parkedSince }),
      });
      if (parkedSince === undefined) holds(1, { reason });
      lastPark = { reason, since: status.since, steps: steps.length };
      return () => {
        change({ stage, waitingFor });
      };
    },
    did(step, result) {
      const brought = withoutTrace(result);
      const leftOut = whyLeftOut(brought);
      status.steps.push({
        ...{ step, at: new Date().toISOString() },
        ...(leftOut !== undefined && { leftOut }),
        ...traceOf(result),
      });
      if (brought !== undefined) results[step] = brought;
      setCurrentDetails(describeEnrollment(status));
    },
    recall(steps) {
      for (const { step, at, result } of steps) {
        const leftOut = whyLeftOut(result);
        status.steps.push({ step, at, ...(leftOut !== undefined && { leftOut }) });
        if (result !== undefined) results[step] = result;
      }
      status.steps.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    },
    hasDone: (step) => status.steps.some((done) => done.step === step),
    timeOf: (step) => status.steps.find((done) => done.step === step)?.at,
    lastMailAt() {
      const mail = status.steps.findLast(
        ({ step, leftOut }) => mailSteps.test(step) && leftOut === undefined,
      );
      return mail && new Date(mail.at);
    },
    openWindow() {
      status.window ??= { opened: new Date().toISOString() };
    },
    closeWindow() {
      if (status.window === undefined) return undefined;
      const { opened } = status.window;
      const closed = new Date();
      const seconds = (closed.getTime() - new Date(opened).getTime()) / 1000;
      status.window = { opened, closed: closed.toISOString(), seconds };
      histogram(metricMeter, 'preenroll_switch_window')(seconds, {});
      return status.window;
    },
    act(act) {
      status.acts = [...(status.acts ?? []), act].slice(-rememberedActs);
      setCurrentDetails(describeEnrollment(status));
    },
    refuseLast(name, refused) {
      const last = status.acts?.findLast(({ act }) => act === name);
      if (last) last.refused = refused;
      setCurrentDetails(describeEnrollment(status));
    },
    joinOthers({ batch, startDate: inProfile }) {
      const day = input.startDate === undefined ? inProfile : undefined;
      if (batch === undefined && day === undefined) return;
      upsertSearchAttributes([
        ...(batch === undefined ? [] : [{ key: hireBatch, value: batch }]),
        ...(day === undefined ? [] : [{ key: startDate, value: day }]),
      ]);
    },
  };
}

function beginning({
  notBefore,
}: PreEnrollUserInput): Pick<PreEnrollUserStatus, 'stage' | 'waitingFor'> {
  return notBefore === undefined
    ? { stage: 'preparing', waitingFor: 'Okta to tell about the user' }
    : { stage: 'pre-hire', waitingFor: `the day of the hire, ${notBefore}` };
}

/** A mail that had nobody to go to, or no reason any more, is a step that was left out. */
function whyLeftOut(brought: unknown): string | undefined {
  const { sent, because } = (brought ?? {}) as Partial<{ sent: boolean; because: string }>;
  return sent === false ? because : undefined;
}

/** The stages that a hire goes through. Each run of a chain begins the procedure at the top, and enters only what comes next. */
const inOrder: EnrollmentStage[] = [
  'pre-hire',
  'preparing',
  'pre-enrolling',
  'awaiting-activation',
  'switching-groups',
  'completed',
];
