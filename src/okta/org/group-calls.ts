import { z } from 'zod';
import type { GroupRule, OktaOrgClient, OrgGroup } from '../org-client.js';
import { undefinedIfNotFound } from '../undefined-if-not-found.js';
import { path, type JsonCalls } from './json-calls.js';

type GroupCalls = Pick<
  OktaOrgClient,
  'findGroupsByName' | 'getGroup' | 'createGroup' | 'deleteGroup' | 'listGroupRules'
>;

const groupSchema: z.ZodType<OrgGroup> = z
  .object({ id: z.string(), type: z.string(), profile: z.object({ name: z.string() }) })
  .transform(({ id, type, profile }) => ({ id, type, name: profile.name }));

const ruleSchema: z.ZodType<GroupRule> = z
  .object({
    ...{ id: z.string(), name: z.string(), status: z.string() },
    actions: z.object({
      assignUserToGroups: z.object({ groupIds: z.array(z.string()) }).nullish(),
    }),
  })
  .transform(({ actions, ...rule }) => ({
    ...rule,
    groupIds: actions.assignUserToGroups?.groupIds ?? [],
  }));

export function createGroupCalls({ get, list, send, delete: remove }: JsonCalls): GroupCalls {
  const find = (query: Record<string, string>) =>
    list(`${path('groups')}?${new URLSearchParams(query).toString()}`, groupSchema, 'groups');

  return {
    async findGroupsByName(name) {
      const isNamed = (group: OrgGroup) => group.name === name;
      // `search` is answered from an index that is behind; `q`, which finds beginnings of names, has no second page.
      const now = (await find({ q: name })).filter(isNamed);
      if (now.length > 0) return now;
      return (await find({ search: `profile.name eq ${JSON.stringify(name)}` })).filter(isNamed);
    },

    getGroup: (groupId) => undefinedIfNotFound(get(path('groups', groupId), groupSchema, 'group')),

    createGroup: (profile) => send('POST', path('groups'), { profile }, groupSchema, 'group'),

    async deleteGroup(groupId) {
      await undefinedIfNotFound(remove(path('groups', groupId)));
    },

    listGroupRules: () => list(`${path('groups', 'rules')}?limit=200`, ruleSchema, 'group rules'),
  };
}
