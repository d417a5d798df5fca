type Methods<Port> = Record<keyof Port, (...args: never[]) => Promise<unknown>>;

/** How a port is implemented in memory: what happens at once may be written so. */
export type InMemory<Port extends Methods<Port>> = {
  [Method in keyof Port]: (
    ...args: Parameters<Port[Method]>
  ) => Awaited<ReturnType<Port[Method]>> | ReturnType<Port[Method]>;
};

/** A port that does what it was built to do, journals it, and fails when it is told to. */
export interface FaultyPort<Port extends Methods<Port>> {
  /** Every call in order, also the ones that failed. */
  readonly calls: readonly { method: keyof Port; args: readonly unknown[] }[];
  /** How often a method was called. */
  count(method: keyof Port): number;
  /** The next call of the method fails before it does anything. */
  failNext(method: keyof Port, error: Error): void;
  /** Every call of the method for which nothing else is planned fails before it does anything, until the returned function is called. */
  failAlways(method: keyof Port, error: Error): () => void;
  /** The next call of the method does its work and fails then: the answer is lost. */
  executeThenFailNext(method: keyof Port, error: Error): void;
  /** The next call of the method waits until it is told to fail. `begun` resolves when it waits. */
  holdNext(method: keyof Port): { begun: Promise<void>; fail: (error: Error) => void };
  /** The next call of the method only gets this answer, as from a replica that is behind. */
  answerNext<Method extends keyof Port>(
    method: Method,
    answer: Awaited<ReturnType<Port[Method]>>,
  ): void;
}

type Execute = () => unknown;

/** Puts a journal and faults in front of a port. What is planned for a method strikes once, in the order of planning. */
export function withFaults<Port extends Methods<Port>>(
  port: InMemory<Port>,
): Port & FaultyPort<Port> {
  const calls: { method: keyof Port; args: readonly unknown[] }[] = [];
  const outages = new Map<keyof Port, Error>();
  const plans: { method: keyof Port; strike: (execute: Execute) => unknown }[] = [];

  const faulty = Object.fromEntries(
    Object.entries<(...args: never[]) => unknown>(port).map(([name, execute]) => {
      const method = name as keyof Port;
      return [
        method,
        async (...args: never[]) => {
          calls.push({ method, args });
          const outage = outages.get(method);
          const next = plans.findIndex((plan) => plan.method === method);
          const [plan] = next === -1 ? [] : plans.splice(next, 1);
          if (!plan && outage) throw outage;
          const answer = plan ? plan.strike(() => execute(...args)) : execute(...args);
          return await answer;
        },
      ];
    }),
  ) as unknown as Port;

  return {
    ...faulty,
    calls,
    count: (method) => calls.filter((call) => call.method === method).length,
    failNext(method, error) {
      plans.push({ method, strike: () => Promise.reject(error) });
    },
    failAlways(method, error) {
      outages.set(method, error);
      return () => outages.delete(method);
    },
    executeThenFailNext(method, error) {
      plans.push({
        method,
        async strike(execute) {
          await execute();
          throw error;
        },
      });
    },
    holdNext(method) {
      const begun = promiseFromOutside<undefined>();
      const answer = promiseFromOutside<never>();
      plans.push({
        method,
        strike() {
          begun.resolve(undefined);
          return answer.promise;
        },
      });
      return { begun: begun.promise, fail: answer.reject };
    },
    answerNext<Method extends keyof Port>(
      method: Method,
      answer: Awaited<ReturnType<Port[Method]>>,
    ) {
      plans.push({ method, strike: () => answer });
    },
  };
}

function promiseFromOutside<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((...given) => {
    [resolve, reject] = given;
  });
  return { promise, resolve, reject };
}
