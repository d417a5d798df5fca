/** A request that has arrived and is neither executed nor answered. */
interface HeldRequest {
  id: string;
  method: string;
  path: string;
  since: Date;
}

export interface HeldRequests {
  /** @returns a function that forgets the request: its sender has given up. */
  hold(request: { method: string; path: string }, ends: HoldEnds): () => void;
  list(): readonly HeldRequest[];
  /** Executes the request. @returns false if it is not held (any more). */
  release(id: string): boolean;
  /** Resets the connection. @returns false if it is not held (any more). */
  drop(id: string): boolean;
}

interface HoldEnds {
  execute(): void;
  reset(): void;
}

export function createHeldRequests(): HeldRequests {
  const held = new Map<string, HeldRequest & { ends: HoldEnds }>();
  let count = 0;
  const end = (id: string, how: keyof HoldEnds): boolean => {
    const request = held.get(id);
    held.delete(id);
    request?.ends[how]();
    return request !== undefined;
  };
  return {
    hold({ method, path }, ends) {
      const id = `held-${++count}`;
      held.set(id, { id, method, path, since: new Date(), ends });
      return () => held.delete(id);
    },
    list: () =>
      [...held.values()].map(({ id, method, path, since }) => ({ id, method, path, since })),
    release: (id) => end(id, 'execute'),
    drop: (id) => end(id, 'reset'),
  };
}
