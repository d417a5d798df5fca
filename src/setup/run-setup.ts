import { OktaApiError } from '../okta/okta-errors.js';
import type { Engine, OktaOrgClient } from '../okta/org-client.js';
import { patiently } from '../okta/patiently.js';
import { applyStep, type OktaAct } from './apply-step.js';
import { isWantOfRights, lookAtOrg, type FoundOrg } from './found-org.js';
import type { Journal, JournalEntry } from './journal.js';
import { idToCome, LocalFailure, type LocalPart } from './local-part.js';
import { planSetup, type Made } from './plan-setup.js';
import { snapshotOf } from './snapshot.js';
import type { Gap, Ids, Plan, Step, StepKey } from './step.js';
import type { WantedSetup } from './wanted-setup.js';

export interface SetupParts {
  okta: OktaOrgClient;
  orgUrl: string;
  journal: Journal;
  locals: readonly LocalPart[];
  /** Told each step before it is done, and each wait for Okta's rate limit. */
  report: (line: string) => void;
  /** What is still open about what is wanted, once it is known what is there. Absent: nothing is. */
  complete?: (wanted: WantedSetup, found: FoundOrg) => Promise<WantedSetup>;
  /** Whether the plan is to be carried out: asked once, and only if there is something to do. */
  confirm: (plan: Plan) => Promise<boolean>;
}

export interface SetupOutcome {
  orgId: string;
  engine: Engine;
  plan: Plan;
  /** False: nothing was changed, because there was nothing to do or because it was not confirmed. */
  isConfirmed: boolean;
  done: { key: StepKey; title: string }[];
  /** What is not as wanted in the end, with what a person has to do. */
  gaps: Gap[];
  warnings: string[];
  /** Of all that is there in the end. */
  ids: Ids;
}

/**
 * Finds out what is missing, has it confirmed, and makes it, one call after another. Called again it does what is left, also after an interruption at any
 * call; where nothing is left it writes nothing. What Okta refuses for want of rights becomes a gap, and the rest goes on.
 *
 * @throws OktaApiError for a credential that is not valid, OktaUnreachableError, JournalError; what was made until then is noted
 */
export async function runSetup(asked: WantedSetup, parts: SetupParts): Promise<SetupOutcome> {
  const okta = patientClient(parts.okta, parts.report);
  const found = await lookAtOrg(okta, parts.orgUrl, asked);
  const wanted = (await parts.complete?.(asked, found)) ?? asked;
  const { orgId, engine } = found;
  const entries = await parts.journal.read(orgId);
  const inOkta = planSetup(wanted, found, madeBefore(entries, found));
  const plan = await addLocals(inOkta, parts.locals);
  const about = { orgId, engine, plan, warnings: plan.warnings };
  if (plan.steps.length === 0 || !(await parts.confirm(plan))) {
    return { ...about, isConfirmed: false, done: [], gaps: plan.gaps, ids: plan.ids };
  }
  const { done, gaps, ids } = await carryOut(plan, entries, { ...parts, okta, orgId });
  await noteLooks(await lookAtOrg(okta, parts.orgUrl, wanted), parts.journal);
  return { ...about, isConfirmed: true, done, gaps: [...plan.gaps, ...gaps], ids };
}

interface Workplace extends SetupParts {
  orgId: string;
}

async function carryOut(plan: Plan, before: readonly JournalEntry[], parts: Workplace) {
  const ids: Ids = { ...plan.ids };
  const done: SetupOutcome['done'] = [];
  const gaps: Gap[] = [];
  for (const step of plan.steps) {
    const { key, title, byHand, needs } = step;
    const missing = needs.filter((need) => ids[need] === undefined);
    if (missing.length > 0) {
      gaps.push({ title, why: `it needs what is missing: ${missing.join(', ')}`, byHand });
      continue;
    }
    parts.report(title);
    try {
      ids[key] = await take(step, ids, before, parts);
      done.push({ key, title });
    } catch (error) {
      gaps.push({ title, why: reasonOf(error, step), byHand });
    }
  }
  return { done, gaps, ids };
}

/** Noted before and after the call: whoever is interrupted in between knows that it may have been made. */
async function take(
  { key, act }: Step,
  ids: Ids,
  before: readonly JournalEntry[],
  { okta, orgUrl, orgId, journal, locals }: Workplace,
): Promise<string> {
  const local = locals.find((part) => part.key === key);
  if (local !== undefined) {
    const as = await local.apply(ids);
    await journal.note(orgId, { key, name: local.title, id: key, as });
    return key;
  }
  const call = act as OktaAct;
  const name = nameOf(call);
  // What goes with something else is not taken away by itself.
  if (name === undefined) return applyStep(call, { okta, orgUrl, ids });
  const earlier = before.find((entry) => entry.key === key);
  const isForeign = earlier?.isForeign ?? ('id' in act && earlier === undefined);
  const entry = { key, name, ...(isForeign && { isForeign }) };
  await journal.note(orgId, entry);
  try {
    const id = await applyStep(call, { okta, orgUrl, ids });
    await journal.note(orgId, { ...entry, id });
    return id;
  } catch (error) {
    // Okta has said no: nothing was made, and what was there before is as it was.
    if (error instanceof OktaApiError && error.status < 500) {
      await (earlier === undefined ? journal.forget(orgId, key) : journal.note(orgId, earlier));
    }
    throw error;
  }
}

/** By which it is found where its id is not known; undefined for a part of something else. */
function nameOf(act: OktaAct): string | undefined {
  switch (act.call) {
    case 'createGroup':
      return act.name;
    case 'addUserAttribute':
      return act.attribute.name;
    case 'createPolicy':
    case 'replacePolicy':
      return act.policy.name;
    case 'createAdminRole':
    case 'createResourceSet':
      return act.label;
    case 'createEventHook':
    case 'replaceEventHook':
      return act.hook.name;
    case 'bindRole':
      return act.holder;
    case 'createPolicyRule':
    case 'verifyEventHook':
    case 'activateEventHook':
      return undefined;
  }
}

/** @throws what is no refusal of this one step: the setup cannot go on */
function reasonOf(error: unknown, { act }: Step): string {
  if (error instanceof LocalFailure) return error.message;
  if (!(error instanceof OktaApiError) || error.status >= 500) throw error;
  if (isWantOfRights(error)) return `the credential may not do it (${error.message})`;
  if (error.status === 401) throw error;
  if (act.call === 'verifyEventHook') {
    return 'Okta called the address and did not get the answer that it must give: see that the gateway runs with the OKTA_EVENT_HOOK_SECRET of the env file, and that Okta reaches it there over HTTPS with a valid certificate. Then run the setup again';
  }
  return `Okta refused it (${error.message})`;
}

/** Local parts take their places around the event hook. */
async function addLocals(plan: Plan, locals: readonly LocalPart[]): Promise<Plan> {
  const gaps = [...plan.gaps];
  const planned: { when: LocalPart['when']; step: Step }[] = [];
  const toCome = Object.fromEntries(plan.steps.map(({ key }) => [key, idToCome]));
  for (const part of locals) {
    const { key, when, title, byHand } = part;
    try {
      const left = await part.plan({ ...toCome, ...plan.ids });
      if (left === undefined) continue;
      const step = { ...left, key, title, byHand, needs: [], act: { call: key } };
      planned.push({ when, step });
    } catch (error) {
      if (!(error instanceof LocalFailure)) throw error;
      gaps.push({ title, why: error.message, byHand });
    }
  }
  const at = (when: LocalPart['when']) =>
    planned.filter((each) => each.when === when).map(({ step }) => step);
  const isHook = ({ key }: Step) => key === 'event-hook';
  const isAboutHook = ({ key }: Step) => key.startsWith('event-hook-');
  const steps = [
    ...plan.steps.filter((step) => !isHook(step) && !isAboutHook(step)),
    ...at('before-the-hook'),
    ...plan.steps.filter(isHook),
    ...at('before-verification'),
    ...plan.steps.filter(isAboutHook),
    ...at('last'),
  ];
  return { ...plan, steps, gaps };
}

/** What the journal says was made, with the ids of what was begun and found by its name. */
function madeBefore(entries: readonly JournalEntry[], found: FoundOrg): Made {
  const ids: Ids = {};
  for (const entry of entries) {
    const now = snapshotOf(entry, found);
    if (entry.isForeign !== true && now !== undefined && now !== 'unknown') ids[entry.key] = now.id;
  }
  const pending = entries.filter(({ id }) => id === undefined).map(({ key }) => key);
  return { ids, pending: new Set(pending) };
}

/** Notes what everything new looks like, so that a change by hand can be told from it. */
async function noteLooks(found: FoundOrg, journal: Journal): Promise<void> {
  for (const entry of await journal.read(found.orgId)) {
    if (entry.as !== undefined) continue;
    const now = snapshotOf(entry, found);
    if (now === undefined || now === 'unknown') continue;
    await journal.note(found.orgId, { ...entry, id: now.id, as: now.as });
  }
}

/** Waits where Okta's rate limit is used up. */
function patientClient(okta: OktaOrgClient, report: (line: string) => void): OktaOrgClient {
  type Method = (...parameters: never[]) => Promise<unknown>;
  return new Proxy(okta, {
    get:
      (client, name: keyof OktaOrgClient) =>
      (...parameters: never[]) =>
        patiently(
          () => (client[name] as Method)(...parameters),
          (seconds) => {
            report(`Okta's rate limit: waiting ${Math.ceil(seconds)} s`);
          },
        ),
  });
}
