/** What Okta's lists show. */
export interface Listed {
  id: string;
  created: Date;
}

/** Things in the order of Okta's lists, oldest first. A page takes as long as what is on it, however long the list is. */
export interface Listing<T extends Listed> {
  /** Does nothing if it is there already. */
  add(item: T): void;
  /** Does nothing if it is not there. */
  remove(item: T): void;
  /** All that come behind a cursor, or all. The cursor stays good when what it names is removed. */
  after(cursor?: string): Iterable<T>;
}

export function createListing<T extends Listed>(items: Iterable<T> = []): Listing<T> {
  const entries = [...items]
    .map(toEntry)
    .sort((one, other) => (one.cursor < other.cursor ? -1 : 1));

  /** How many come before the cursor. The entries are in order, so half of what is left can be skipped at every look. */
  function placeOf(cursor: string): number {
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((entries[middle]?.cursor ?? '') < cursor) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    add(item) {
      const entry = toEntry(item);
      const place = placeOf(entry.cursor);
      if (entries[place]?.cursor !== entry.cursor) entries.splice(place, 0, entry);
    },
    remove(item) {
      const cursor = cursorOf(item);
      const place = placeOf(cursor);
      if (entries[place]?.cursor === cursor) entries.splice(place, 1);
    },
    *after(cursor) {
      let place = cursor === undefined ? 0 : placeOf(cursor);
      if (cursor !== undefined && entries[place]?.cursor === cursor) place += 1;
      for (; place < entries.length; place += 1) {
        const entry = entries[place];
        if (entry) yield entry.item;
      }
    },
  };
}

// ISO 8601 sorts as text; the id tells apart what was created in the same millisecond.
export function cursorOf({ created, id }: Listed): string {
  return `${created.toISOString()}_${id}`;
}

function toEntry<T extends Listed>(item: T): { cursor: string; item: T } {
  return { cursor: cursorOf(item), item };
}
