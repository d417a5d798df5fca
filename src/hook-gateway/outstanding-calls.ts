export interface OutstandingCalls {
  track<T>(call: Promise<T>): Promise<T>;
  /** Resolves when every call has ended, also those whose caller has given up waiting. */
  ended(): Promise<void>;
}

/** Remembers the calls to Temporal that are on their way: whoever closes its connection has to wait for them. */
export function createOutstandingCalls(): OutstandingCalls {
  const calls = new Set<Promise<unknown>>();
  return {
    track(call) {
      const forget = () => calls.delete(call);
      calls.add(call);
      call.then(forget, forget);
      return call;
    },
    async ended() {
      await Promise.allSettled(calls);
    },
  };
}
