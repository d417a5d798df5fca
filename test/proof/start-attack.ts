import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { AttackReport, Order } from './attack/attacker.js';

export interface Attack {
  /** Somebody has captured a delivery: the attacker sends it again from now on. */
  captured(delivery: Buffer): void;
  /** Lets it come to its end. Rejects if it has failed. */
  end(): Promise<AttackReport>;
}

/** Starts the attacker as a process of its own, which knows the gateway's door and what it is given. */
export function startAttack(hookPort: number): Attack {
  const attacker = fork(path.join(import.meta.dirname, 'attack/attacker.ts'), {
    execArgv: ['--import', 'tsx'],
  });
  const order = (given: Order) => attacker.send(given);
  order({ target: { host: 'localhost', port: hookPort } });
  const reported = Promise.race([
    once(attacker, 'message'),
    once(attacker, 'exit').then(() => Promise.reject(new Error('The attacker has failed'))),
  ]);
  // It is looked at when it is ended.
  reported.catch(() => undefined);
  return {
    captured(delivery) {
      order({ captured: delivery.toString('base64') });
    },
    async end() {
      order({ stop: true });
      const [report] = (await reported) as [AttackReport];
      return report;
    },
  };
}
