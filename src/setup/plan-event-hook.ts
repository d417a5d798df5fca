import type { OrgEventHook } from '../okta/org-client.js';
import type { FoundOrg } from './found-org.js';
import { nothing } from './merge-plans.js';
import type { Made } from './plan-setup.js';
import type { Act, Plan, Step } from './step.js';
import { names, type WantedEventHook, type WantedSetup } from './wanted-setup.js';

const menu = 'Workflow > Event Hooks';

/** The event hook with exactly the event types that the configuration needs, VERIFIED and ACTIVE. */
export function planEventHook(
  { eventHook: wanted }: Pick<WantedSetup, 'eventHook'>,
  { eventHooks: hooks }: Pick<FoundOrg, 'eventHooks'>,
  { ids: made, pending }: Made,
): Plan {
  if (wanted === undefined) return nothing;
  const title = `The event hook ${names.eventHook}`;
  const values = describeHook({ ...wanted, name: names.eventHook });
  const byHand = {
    where: `${menu} > Create Event Hook`,
    values: [
      ...values,
      'Authentication field: Authorization',
      'Authentication secret: OKTA_EVENT_HOOK_SECRET',
    ],
  };
  if (hooks === 'refused') {
    const why = 'the credential may not read event hooks';
    return { ...nothing, gaps: [{ title, why, byHand }] };
  }
  const own =
    hooks.find(({ id }) => id === made['event-hook']) ??
    hooks.find(({ name }) => name === names.eventHook);
  const warnings = hooks
    .filter((hook) => hook !== own && hook.url === wanted.url && hook.status === 'ACTIVE')
    .map(
      ({ name }) =>
        `The event hook ${name} calls the same address: every event comes twice. Deactivate it: ${menu}.`,
    );
  const hook = { ...wanted, name: names.eventHook };
  const setStep = (act: Act, is: string[]): Step => ({
    ...{ key: 'event-hook', is, willBe: values, needs: [], act, byHand },
    title:
      act.call === 'createEventHook'
        ? `Create the event hook ${hook.name}`
        : `Change the event hook ${hook.name}`,
    undo:
      own === undefined || own.id === made['event-hook']
        ? 'it is deleted'
        : 'it stays: what it was before cannot be restored, for Okta does not tell its secret',
  });
  if (own === undefined) {
    const steps = [setStep({ call: 'createEventHook', hook }, []), verifyStep(wanted)];
    return { ...nothing, steps, warnings };
  }

  const isAsWanted =
    own.name === hook.name &&
    own.url === wanted.url &&
    sameTypes(own.eventTypes, wanted.eventTypes);
  const plan = { ...nothing, ids: { 'event-hook': own.id }, warnings };
  // A change that was broken off may not have reached Okta.
  const isUnsure = pending.has('event-hook');
  if (!isAsWanted || wanted.isSecretNew || isUnsure) {
    const why = isAsWanted
      ? 'it sends a secret that is not in the env file: put that one there, or give it a new one with --new-hook-secret'
      : 'it is not as it has to be, and was not made by this setup: change it by hand, or let the setup do so with --new-hook-secret';
    const mayChange = wanted.mayTakeOver || (own.id === made['event-hook'] && !wanted.isSecretNew);
    if (!mayChange) return { ...plan, gaps: [{ title, why, byHand }] };
    const secretLine = wanted.isSecretNew ? ['Authentication secret: the one before'] : [];
    const replace = setStep({ call: 'replaceEventHook', id: own.id, hook }, [
      ...[...describeHook(own), ...secretLine],
    ]);
    return { ...plan, steps: [replace, ...activateStep(own), verifyStep(wanted)] };
  }
  const verify = own.verificationStatus === 'VERIFIED' ? [] : [verifyStep(wanted)];
  return { ...plan, steps: [...activateStep(own), ...verify] };
}

function verifyStep({ url }: WantedEventHook): Step {
  return {
    ...{ key: 'event-hook-verified', title: 'Have Okta verify the event hook' },
    ...{ is: ['Verification: UNVERIFIED'], willBe: ['Verification: VERIFIED'] },
    ...{ needs: ['event-hook'], undo: 'it goes with the event hook' },
    byHand: {
      where: `${menu} > ${names.eventHook} > Actions > Verify`,
      values: [`The gateway must answer at ${url}`],
    },
    act: { call: 'verifyEventHook' },
  };
}

/** Okta verifies none that is INACTIVE. */
function activateStep({ id, status }: OrgEventHook): Step[] {
  if (status === 'ACTIVE') return [];
  return [
    {
      ...{ key: 'event-hook-active', title: 'Activate the event hook', needs: ['event-hook'] },
      ...{ is: [`Status: ${status}`], willBe: ['Status: ACTIVE'] },
      undo: 'it goes with the event hook',
      byHand: { where: `${menu} > ${names.eventHook} > Actions > Activate`, values: [] },
      act: { call: 'activateEventHook', id },
    },
  ];
}

function describeHook({
  name,
  url,
  eventTypes,
}: {
  name: string;
  url: string;
  eventTypes: readonly string[];
}): string[] {
  return [
    `Name: ${name}`,
    `URL: ${url}`,
    ...[...eventTypes].sort().map((type) => `Event: ${type}`),
  ];
}

function sameTypes(one: readonly string[], other: readonly string[]): boolean {
  return [...one].sort().join() === [...other].sort().join();
}
