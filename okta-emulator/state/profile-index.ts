import type { User } from './user.js';

/** Finds users by what is in their profiles, without regard to case, without a look at everybody. */
export interface ProfileIndex {
  add(user: User): void;
  /** Before the profile changes, and when the user is deleted. */
  remove(user: User): void;
  /** Who has the text in the attribute, as its value or in a list of values. */
  having(attribute: string, text: string): Iterable<User>;
}

/** An attribute is indexed from the first search for it on: nobody searches for most of them. @param users all there are, as they come and go. */
export function createProfileIndex(users: ReadonlyMap<string, User>): ProfileIndex {
  const byAttribute = new Map<string, Map<string, Set<User>>>();

  function insert(byText: Map<string, Set<User>>, attribute: string, user: User): void {
    for (const text of textsIn(user, attribute)) {
      const having = byText.get(text) ?? new Set();
      byText.set(text, having.add(user));
    }
  }
  function indexOf(attribute: string): Map<string, Set<User>> {
    const known = byAttribute.get(attribute);
    if (known) return known;
    const byText = new Map<string, Set<User>>();
    for (const user of users.values()) insert(byText, attribute, user);
    byAttribute.set(attribute, byText);
    return byText;
  }

  return {
    add(user) {
      for (const [attribute, byText] of byAttribute) insert(byText, attribute, user);
    },
    remove(user) {
      for (const [attribute, byText] of byAttribute) {
        for (const text of textsIn(user, attribute)) byText.get(text)?.delete(user);
      }
    },
    having: (attribute, text) => indexOf(attribute).get(text.toLowerCase()) ?? [],
  };
}

function textsIn({ profile }: User, attribute: string): string[] {
  return [profile[attribute]]
    .flat(Infinity)
    .filter((value) => typeof value === 'string')
    .map((text) => text.toLowerCase());
}
