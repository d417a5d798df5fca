import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

import { SMTPServer, type SMTPServerError, type SMTPServerSession } from 'smtp-server';

import type { TlsIdentity } from '../tls-identity.js';
import { readMail, type ReceivedMail } from './received-mail.js';
import { strikesAt, type SmtpFault, type SmtpStage } from './smtp-fault.js';

interface SmtpSinkOptions {
  keep: (mail: ReceivedMail) => void;
  takeFault: (matches: (fault: SmtpFault) => boolean) => SmtpFault | undefined;
  tls?: TlsIdentity | undefined;
}

export interface SmtpSink {
  /** Rejects if the port is taken. Answers the address in use when listening already. */
  listen(port: number, host: string): Promise<AddressInfo>;
  /** Cuts open connections. Does nothing when not listening. */
  stop(): Promise<void>;
}

const forever = new Promise<never>(() => undefined);

/** The SMTP dialogue: reads what comes in, keeps it, and plays the faults. */
export function createSmtpSink({ keep, takeFault, tls }: SmtpSinkOptions): SmtpSink {
  let server: SMTPServer | undefined;
  const faultAt = (stage: SmtpStage): SmtpFault | undefined =>
    takeFault((fault) => strikesAt(fault, stage));

  async function receive(raw: Uint8Array, session: SMTPServerSession): Promise<void> {
    const fault = faultAt('data');
    if (fault?.kind === 'refuse') throw refusal(fault.code);
    if (fault?.kind === 'hang') await forever;
    keep(await readMail(raw, envelopeOf(session)));
    if (fault?.kind === 'answer-late') await (fault.ms === undefined ? forever : delay(fault.ms));
    if (fault?.kind === 'cut') closeConnection(session);
  }

  function closeConnection(session: SMTPServerSession): void {
    for (const connection of server?.connections ?? []) {
      if (connection.session === session) connection.close();
    }
  }

  return {
    async listen(port, host) {
      if (server) return server.server.address() as AddressInfo;
      const starting = new SMTPServer({
        ...(tls && { secure: true, ...tls }),
        disabledCommands: ['AUTH', 'STARTTLS'],
        disableReverseLookup: true,
        closeTimeout: 1,
        onRcptTo(_address, _session, callback) {
          const fault = faultAt('rcpt');
          callback(fault?.kind === 'refuse' ? refusal(fault.code) : null);
        },
        onData(stream, session, callback) {
          buffer(stream)
            .then((raw) => receive(raw, session))
            .then(() => {
              callback(null);
            }, callback);
        },
      });
      // A sender that hangs up is part of playing a fault; a port that is taken also rejects the `once` below.
      starting.on('error', () => undefined);
      await once(starting.listen(port, host), 'listening');
      server = starting;
      return starting.server.address() as AddressInfo;
    },
    async stop() {
      const stopping = server;
      server = undefined;
      if (stopping) {
        await new Promise<void>((resolve) => {
          stopping.close(resolve);
        });
      }
    },
  };
}

function refusal(code: number): SMTPServerError {
  const text = code < 500 ? 'Try again later' : 'Not accepted here';
  return Object.assign(new Error(text), { responseCode: code });
}

function envelopeOf({ envelope }: SMTPServerSession): { to: string[]; from: string } {
  return {
    to: envelope.rcptTo.map(({ address }) => address),
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
  };
}
