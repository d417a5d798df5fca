import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface QuotingMailServer {
  /** With user and password. */
  url: string;
  /** Every mail that it took, as it came. */
  mails: { to: string[]; raw: string }[];
  /** Every answer that was a refusal. */
  refusals: string[];
  /** Takes mail to the address from now on. */
  accept: (address: string) => void;
  close: () => Promise<void>;
}

/**
 * A mail server that asks for a password, and quotes what it was given in whatever it refuses, as real ones do: the first log-in, for the moment, and the
 * mails to some addresses, for good.
 */
export async function startQuotingMailServer({
  user,
  password,
  refused,
}: {
  user: string;
  password: string;
  refused: readonly string[];
}): Promise<QuotingMailServer> {
  const mails: QuotingMailServer['mails'] = [];
  const refusals: string[] = [];
  const refusedNow = new Set(refused);
  let logIns = 0;

  function refusal(responseCode: number, text: string): Error {
    refusals.push(text);
    return Object.assign(new Error(text), { responseCode });
  }

  const server = new SMTPServer({
    ...{ hideSTARTTLS: true, allowInsecureAuth: true, disableReverseLookup: true, closeTimeout: 1 },
    onAuth(given, _session, callback) {
      logIns += 1;
      if (logIns > 1 && given.username === user && given.password === password) {
        callback(null, { user });
      } else
        callback(refusal(454, `No log-in of ${given.username ?? ''} by ${given.password ?? ''}`));
    },
    onRcptTo({ address }, _session, callback) {
      callback(refusedNow.has(address) ? refusal(550, `5.1.1 <${address}>: not known here`) : null);
    },
    onData(stream, { envelope }, callback) {
      buffer(stream).then((bytes) => {
        mails.push({ to: envelope.rcptTo.map(({ address }) => address), raw: bytes.toString() });
        callback(null);
      }, callback);
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  return {
    url: `smtp://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${port}`,
    ...{ mails, refusals },
    accept: (address) => refusedNow.delete(address),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}
