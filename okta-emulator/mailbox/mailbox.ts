import type { AddressInfo } from 'node:net';

import { createArmedFaults, type ArmedFaults } from '../faults/armed-faults.js';
import type { Random } from '../faults/seeded-random.js';
import type { TlsIdentity } from '../tls-identity.js';
import type { ReceivedMail } from './received-mail.js';
import type { SmtpFault } from './smtp-fault.js';
import { createSmtpSink } from './smtp-sink.js';

export interface Mailbox {
  /** For `SMTP_URL`: `smtp://127.0.0.1:1025`, or `smtps://…` with TLS. Stays the same over {@link Mailbox.stop} and {@link Mailbox.start}. */
  readonly smtpUrl: string;
  /** Every accepted mail in order of arrival. */
  readonly mails: readonly ReceivedMail[];
  /** Those of them that one address got. */
  mailsTo(address: string): readonly ReceivedMail[];
  readonly faults: ArmedFaults<SmtpFault>;
  /** The first mail, past or future, that fits. Rejects when `signal` fires. */
  waitForMail(
    predicate: (mail: ReceivedMail) => boolean,
    options?: { signal?: AbortSignal },
  ): Promise<ReceivedMail>;
  /** Forgets all mails and faults. */
  clear(): void;
  /** Lets go of the port and of open connections: connecting is refused from now on. Does nothing when stopped. */
  stop(): Promise<void>;
  /** Listens again, on the same port. Does nothing when listening. */
  start(): Promise<void>;
  /** Stops for good. */
  close(): Promise<void>;
}

export interface MailboxOptions {
  /** 127.0.0.1 unless given. */
  host?: string;
  /** Any free one unless given. */
  port?: number;
  /** Draws faults that have a probability. */
  random?: Random;
  /** Speaks TLS with them from the first byte. */
  tls?: TlsIdentity | undefined;
}

/**
 * A mail server that accepts every mail and delivers none: no authentication, everything in memory.
 * Rejects if the port is taken.
 */
export async function startMailbox({
  host = '127.0.0.1',
  port = 0,
  random = Math.random,
  tls,
}: MailboxOptions = {}): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  const byAddress = new Map<string, ReceivedMail[]>();
  const faults = createArmedFaults<SmtpFault>(random);
  const waiting = new Set<(mail: ReceivedMail) => void>();

  const keep = (mail: ReceivedMail): void => {
    mails.push(mail);
    for (const address of new Set(mail.to)) {
      const mailsTo = byAddress.get(address);
      if (mailsTo) mailsTo.push(mail);
      else byAddress.set(address, [mail]);
    }
    for (const tell of waiting) tell(mail);
  };
  const sink = createSmtpSink({ keep, takeFault: (matches) => faults.take(matches), tls });
  const address = await sink.listen(port, host);

  return {
    smtpUrl: `${tls ? 'smtps' : 'smtp'}://${bracketed(address)}:${address.port}`,
    mails,
    mailsTo: (address) => byAddress.get(address) ?? [],
    faults,
    async waitForMail(predicate, { signal } = {}) {
      signal?.throwIfAborted();
      const arrived = mails.find(predicate);
      if (arrived) return arrived;
      return new Promise((resolve, reject) => {
        const tell = (mail: ReceivedMail): void => {
          if (!predicate(mail)) return;
          waiting.delete(tell);
          resolve(mail);
        };
        waiting.add(tell);
        signal?.addEventListener('abort', () => {
          waiting.delete(tell);
          reject(signal.reason as Error);
        });
      });
    },
    clear() {
      mails.length = 0;
      byAddress.clear();
      faults.clear();
    },
    stop: () => sink.stop(),
    async start() {
      await sink.listen(address.port, host);
    },
    close: () => sink.stop(),
  };
}

function bracketed({ address, family }: AddressInfo): string {
  return family === 'IPv6' ? `[${address}]` : address;
}
