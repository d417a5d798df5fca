import type { FoundOrg } from './found-org.js';
import type { Plan } from './step.js';
import { madeBySetup, type WantedGroup, type WantedSetup } from './wanted-setup.js';

const purposes = {
  a: 'New hires, until they have signed in with their phone.',
  b: 'People who have signed in with their phone.',
};

/** The two groups, found or made. */
export function planGroups({ groups }: Pick<WantedSetup, 'groups'>, found: FoundOrg): Plan[] {
  return [planGroup('a', groups.a, found), planGroup('b', groups.b, found)];
}

function planGroup(side: 'a' | 'b', wanted: WantedGroup, found: FoundOrg): Plan {
  const key = `group-${side}` as const;
  const what = `Group ${side.toUpperCase()}`;
  const name = 'name' in wanted ? wanted.name : wanted.id;
  const description = `${purposes[side]} ${madeBySetup}`;
  const byHand = {
    where: 'Directory > Groups > Add group',
    values: [`Name: ${name}`, `Description: ${description}`],
  };
  const cannot = (why: string): Plan => ({
    ...{ steps: [], ids: {}, warnings: [] },
    gaps: [{ title: `${what}: ${name}`, why, byHand }],
  });

  const candidates = found.groups[side];
  if (candidates === 'refused') return cannot('the credential may not read groups');
  const [group, another] = candidates;
  if (another !== undefined) {
    return cannot(`several groups are called ${name}: name one by its id, with --group-${side}`);
  }
  if (group !== undefined) {
    if (group.type !== 'OKTA_GROUP') {
      return cannot(
        `${group.name} is of type ${group.type}, which nobody but its owner can fill: name another one with --group-${side}`,
      );
    }
    return { steps: [], ids: { [key]: group.id }, gaps: [], warnings: ruleWarning(group.id) };
  }
  if ('id' in wanted) return cannot(`Okta has no group with the id ${wanted.id}`);
  return {
    ids: {},
    gaps: [],
    warnings: [],
    steps: [
      {
        ...{ key, title: `Create ${what}: ${name}`, is: [], willBe: byHand.values, byHand },
        ...{ needs: [], undo: 'it is deleted, if nobody is in it' },
        act: { call: 'createGroup', name, description },
      },
    ],
  };

  function ruleWarning(groupId: string): string[] {
    const { groupRules } = found;
    if (groupRules === 'refused') return [];
    return groupRules
      .filter(({ status, groupIds }) => status === 'ACTIVE' && groupIds.includes(groupId))
      .map(
        (rule) =>
          `${what} is filled by the group rule ${rule.name}: whom it puts there cannot be taken out. Take the group out of it: Directory > Groups > Rules.`,
      );
  }
}
