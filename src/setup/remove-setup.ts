import type { OktaClient } from '../okta/okta-client.js';
import type { OktaOrgClient } from '../okta/org-client.js';
import type { Journal, JournalEntry } from './journal.js';
import type { LocalPart, LocalRemoval } from './local-part.js';
import { lookAtOrg, type FoundOrg } from './found-org.js';
import { snapshotOf } from './snapshot.js';
import type { Ids, StepKey } from './step.js';

/** One thing that the setup made. */
export interface Removal extends LocalRemoval {
  key: StepKey;
}

export interface RemovalParts {
  okta: OktaOrgClient & Pick<OktaClient, 'listGroupMembers' | 'listUsers'>;
  orgUrl: string;
  journal: Journal;
  locals: readonly LocalPart[];
  report: (line: string) => void;
  /** Whether what has no obstacle is to be removed. */
  confirm: (removals: readonly Removal[]) => Promise<boolean>;
  /** Whether what was changed by hand since, or is in use, is removed as well. */
  isForced: boolean;
}

export interface RemovalOutcome {
  isConfirmed: boolean;
  removed: Removal[];
  /** With the obstacle of each. */
  left: Removal[];
}

/** In reverse: what uses something goes before it. */
const order: readonly StepKey[] = [
  ...(['event-hook', 'role-binding', 'resource-set', 'role', 'sign-on-policy'] as const),
  ...(['policy-b', 'policy-a', 'attribute', 'group-b', 'group-a'] as const),
];

/**
 * Takes away what the setup made, and nothing else: what was there before, what was changed by hand since, and what is in use stays, and is told. While anybody is in Group A
 * everything stays. Repeatable, also after an interruption at any call.
 *
 * @throws OktaApiError, OktaUnreachableError, JournalError; what is not removed is still in the journal then
 */
export async function removeSetup(parts: RemovalParts): Promise<RemovalOutcome> {
  const { okta, orgUrl, journal, locals, isForced } = parts;
  const { id: orgId } = await okta.readOrganization();
  const entries = await journal.read(orgId);
  const idOf = (key: StepKey) => entries.find((entry) => entry.key === key)?.id ?? '';
  const nameOf = (key: StepKey) => entries.find((entry) => entry.key === key)?.name ?? '';
  const group = (key: StepKey) => (idOf(key) ? { id: idOf(key) } : { name: nameOf(key) });
  const found = await lookAtOrg(okta, orgUrl, {
    groups: { a: group('group-a'), b: group('group-b') },
  });

  const planned: { removal: Removal; entry?: JournalEntry; id?: string }[] = [];
  for (const key of order) {
    const entry = entries.find((each) => each.key === key);
    if (entry === undefined) continue;
    const { id, ...removal } = await judge(entry, found, okta);
    planned.push({ removal, entry, ...(id !== undefined && { id }) });
  }
  const localRemovals = await askLocals(locals, entries, { isForced, isDryRun: true });
  const all = [...planned.map(({ removal }) => removal), ...localRemovals];
  // Whoever is on the way needs all of it: half of it would strand him.
  if (!isForced && (await isAnybodyIn(found.groups.a, okta))) {
    const obstacle = 'there are users in Group A, who are on their way';
    return { isConfirmed: false, removed: [], left: all.map((each) => ({ obstacle, ...each })) };
  }
  const stays = ({ obstacle }: Removal) => obstacle !== undefined && !isForced;
  const left = all.filter(stays);
  if (left.length === all.length || !(await parts.confirm(all))) {
    return { isConfirmed: false, removed: [], left };
  }

  const ids: Ids = Object.fromEntries(entries.map(({ key, id }) => [key, id]));
  const removed: Removal[] = [];
  for (const { removal, id } of planned) {
    if (stays(removal)) continue;
    parts.report(removal.title);
    if (id !== undefined) await remove(okta, removal.key, id, ids);
    await journal.forget(orgId, removal.key);
    removed.push(removal);
  }
  const localsDone = await askLocals(locals, entries, { isForced, isDryRun: false });
  const localsGone = localsDone.filter((each) => !stays(each));
  for (const { key } of entries) {
    // What nobody takes away, such as search attributes, needs no entry any more.
    const isGone = localsGone.some((each) => each.key === key);
    const isLasting = !order.includes(key) && !localsDone.some((each) => each.key === key);
    if (isGone || isLasting) await journal.forget(orgId, key);
  }
  return { isConfirmed: true, removed: [...removed, ...localsGone], left };
}

async function askLocals(
  locals: readonly LocalPart[],
  entries: readonly JournalEntry[],
  how: { isForced: boolean; isDryRun: boolean },
): Promise<Removal[]> {
  const removals = [];
  for (const { key, remove: removeLocal } of locals) {
    const entry = entries.find((each) => each.key === key);
    const removal = entry && (await removeLocal?.({ ...how, made: entry.as ?? [] }));
    if (removal !== undefined) removals.push({ key, ...removal });
  }
  return removals;
}

/** Without an id there is nothing left to remove. */
async function judge(
  entry: JournalEntry,
  found: FoundOrg,
  okta: RemovalParts['okta'],
): Promise<Removal & { id?: string }> {
  const { key, name, as, isForeign } = entry;
  const removal = { key, title: titles[key]?.(name) ?? name };
  if (isForeign) {
    return { ...removal, obstacle: 'it was there before, and what it was cannot be restored' };
  }
  const now = snapshotOf(entry, found);
  if (now === 'unknown') return { ...removal, obstacle: 'the credential may not look at it' };
  if (now === undefined) return { ...removal, title: `${removal.title}: it is gone already` };
  const isChanged = as !== undefined && as.join('\n') !== now.as.join('\n');
  const obstacle = isChanged
    ? 'it was changed since it was made'
    : await useOf(key, now.id, found, okta);
  return { ...removal, id: now.id, ...(obstacle !== undefined && { obstacle }) };
}

/** Whoever is in a group needs its policy, too. */
async function useOf(
  key: StepKey,
  id: string,
  found: FoundOrg,
  okta: RemovalParts['okta'],
): Promise<string | undefined> {
  if (key === 'attribute') {
    const { users } = await okta.listUsers({ search: `profile.${id} pr` });
    return users.length > 0 ? 'there are users with a value in it, which would be lost' : undefined;
  }
  const isOfB = key === 'group-b' || key === 'policy-b';
  return isOfB && (await isAnybodyIn(found.groups.b, okta))
    ? 'there are users in Group B'
    : undefined;
}

async function isAnybodyIn(
  groups: FoundOrg['groups']['a'],
  okta: RemovalParts['okta'],
): Promise<boolean> {
  for (const { id } of groups === 'refused' ? [] : groups) {
    const { members } = await okta.listGroupMembers(id);
    if (members.length > 0) return true;
  }
  return false;
}

const titles: Partial<Record<StepKey, (name: string) => string>> = {
  'group-a': (name) => `Delete the group ${name}`,
  'group-b': (name) => `Delete the group ${name}`,
  attribute: (name) => `Remove the attribute ${name}`,
  'policy-a': (name) => `Delete the policy ${name}`,
  'policy-b': (name) => `Delete the policy ${name}`,
  'sign-on-policy': (name) => `Delete the policy ${name}`,
  role: (name) => `Delete the admin role ${name}`,
  'resource-set': (name) => `Delete the resource set ${name}`,
  'role-binding': () => 'Take the role from the service app',
  'event-hook': (name) => `Delete the event hook ${name}`,
};

async function remove(okta: OktaOrgClient, key: StepKey, id: string, ids: Ids): Promise<void> {
  switch (key) {
    case 'group-a':
    case 'group-b':
      return okta.deleteGroup(id);
    case 'attribute':
      return okta.removeUserAttribute(id);
    case 'policy-a':
    case 'policy-b':
    case 'sign-on-policy':
      return okta.deletePolicy(id);
    case 'role':
      return okta.deleteAdminRole(id);
    case 'resource-set':
      return okta.deleteResourceSet(id);
    case 'role-binding':
      return okta.unbindRole(ids['resource-set'] ?? '', ids.role ?? '');
    case 'event-hook':
      return okta.deleteEventHook(id);
    default:
      return undefined;
  }
}
