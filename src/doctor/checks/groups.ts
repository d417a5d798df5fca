import { check, failure, ok, warning } from '../check.js';
import type { DoctorSettings } from '../evidence.js';

export const groupChecks = [
  check('groups-exist', {
    title: 'Group A and Group B exist',
    needs: ['settings', 'groups'],
    remedy:
      'Set OKTA_GROUP_A and OKTA_GROUP_B, or groups of the populations, to ids of groups of this org (`preenroll setup` makes them).',
    byHand: 'Open Directory > Groups, and compare the ids in the address with the configuration.',
    judge({ settings, groups }) {
      const missing = namedGroups(settings).filter(({ id }) => groups.get(id) === undefined);
      return missing.length === 0
        ? ok(`${groups.size} groups`)
        : failure(`not there: ${missing.map(({ name }) => name).join(', ')}`);
    },
  }),

  check('groups-type', {
    title: 'Both groups are groups of Okta itself',
    needs: ['settings', 'groups'],
    remedy:
      'Use groups that were made in Okta: members of groups of an app or a directory cannot be changed through the API.',
    byHand: 'Look at the group in Directory > Groups: its source must be Okta.',
    judge({ settings, groups }) {
      const others = namedGroups(settings).flatMap(({ id, name }) => {
        const type = groups.get(id)?.type;
        return type === undefined || type === 'OKTA_GROUP' ? [] : [`${name} is of type ${type}`];
      });
      return others.length === 0 ? ok('OKTA_GROUP') : failure(others.join(', '));
    },
  }),

  check('groups-rules', {
    title: 'No group rule fills the groups',
    needs: ['settings', 'groupRules'],
    remedy:
      'Take the group out of the rule, or deactivate it: whom a rule puts into a group, the API cannot take out.',
    byHand: 'Look through Directory > Groups > Rules.',
    judge({ settings, groupRules }) {
      const active = groupRules.filter(({ status }) => status === 'ACTIVE');
      const owned = namedGroups(settings).flatMap(({ id, name, role }) =>
        active
          .filter(({ groupIds }) => groupIds.includes(id))
          .map((rule) => ({ role, text: `the rule ${rule.id} fills ${name}` })),
      );
      if (owned.length === 0) return ok('none does');
      const evidence = owned.map(({ text }) => text).join(', ');
      // Out of Group A everybody must come again; into Group B a rule may put people.
      return owned.some(({ role }) => role === 'A') ? failure(evidence) : warning(evidence);
    },
  }),
];

/** The populations' groups, with a name to speak of them. */
function namedGroups({ populations }: DoctorSettings) {
  return populations.flatMap(({ name: population, groups }) =>
    (['A', 'B'] as const).map((role) => ({
      ...{ role, id: groups[role] },
      name:
        populations.length === 1
          ? `Group ${role} (${groups[role]})`
          : `Group ${role} of ${population} (${groups[role]})`,
    })),
  );
}
