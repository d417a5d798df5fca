/** The id of the org, as ORNs have it. */
export const orgId = '00oEmulatedOrg0005d7';

/** By path and by ORN. Source: Okta's description, example ResourceSetResourcesResponse. */
const kinds: readonly { path: RegExp; orn: RegExp; toOrn: string; toPath: string }[] = [
  { path: /^\/users$/, orn: /^users$/, toOrn: 'users', toPath: '/users' },
  { path: /^\/groups$/, orn: /^groups$/, toOrn: 'groups', toPath: '/groups' },
  { path: /^\/groups\/(\w+)$/, orn: /^groups:(\w+)$/, toOrn: 'groups:$1', toPath: '/groups/$1' },
  {
    path: /^\/groups\/(\w+)\/users$/,
    orn: /^groups:(\w+):contained_resources$/,
    toOrn: 'groups:$1:contained_resources',
    toPath: '/groups/$1/users',
  },
];

/**
 * A resource named by its ORN or its REST URL: what of the two was not given follows from the other, where the emulated org knows the kind.
 * Undefined for what is neither.
 */
export function readResource(
  ornOrUrl: string,
): { orn: string; path: string | undefined } | undefined {
  const below = /^orn:\w+:directory:\w+:(.+)$/.exec(ornOrUrl)?.[1];
  if (below !== undefined) {
    const kind = kinds.find(({ orn }) => orn.test(below));
    return { orn: ornOrUrl, path: kind && `/api/v1${below.replace(kind.orn, kind.toPath)}` };
  }
  if (/^orn:\w+:\w+:\w+:.+$/.test(ornOrUrl)) return { orn: ornOrUrl, path: undefined };
  const path = pathOf(ornOrUrl);
  if (!path?.startsWith('/api/v1/')) return undefined;
  const rest = path.slice('/api/v1'.length);
  const kind = kinds.find((candidate) => candidate.path.test(rest));
  const name = kind ? rest.replace(kind.path, kind.toOrn) : rest.slice(1).replaceAll('/', ':');
  return { orn: `orn:okta:directory:${orgId}:${name}`, path };
}

/** The path of a URL of the org, whatever host it is asked by; undefined for what is no URL. */
export function pathOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).pathname : undefined;
}
