interface Resource {
  profile?: object;
  credentials?: object;
  channel?: { config: { authScheme?: object } };
  [property: string]: unknown;
}

/**
 * The request body that creates, or replaces, a resource that Okta answers with. What Okta never answers with is made up.
 *
 * @param groupId a group that every user is put into.
 * @returns undefined if the answer is no resource that can be created.
 */
export function creatingBody(answer: unknown, groupId: string): object | undefined {
  const resource = (answer ?? {}) as Resource;
  const { credentials, factorType, provider, name, events, channel } = resource;
  const profile = resource.profile && withoutNulls(resource.profile);
  if (credentials) {
    return {
      profile,
      credentials: { password: { value: 'Correct horse 1' } },
      groupIds: [groupId],
    };
  }
  if (factorType) return { factorType, provider, profile };
  if (channel) {
    const { config } = channel;
    const authScheme = { ...config.authScheme, value: 'secret' };
    return { name, events, channel: { ...channel, config: { ...config, authScheme } } };
  }
  return profile && { profile };
}

function withoutNulls(profile: object): object {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== null));
}
