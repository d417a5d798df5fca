import { MailError } from '../../mail/mailer.js';
import { verifyMailServer } from '../../mail/verify-mail-server.js';
import { UnreadError } from '../read-failure.js';
import type { Readers } from '../readings.js';

export function smtpReaders(url: () => string): Pick<Readers, 'smtp' | 'smtpWithTls'> {
  return {
    async smtp() {
      await verifyMailServer(url()).catch(rethrown(''));
      return { isEncrypted: new URL(url()).protocol === 'smtps:' };
    },

    async smtpWithTls(read) {
      const { isEncrypted } = await read('smtp');
      if (!isEncrypted) {
        await verifyMailServer(url(), { requireTls: true }).catch(rethrown('without TLS: '));
      }
      return true;
    },
  };
}

function rethrown(prefix: string) {
  return (error: unknown): never => {
    if (!(error instanceof MailError)) throw error;
    throw new UnreadError('refused', `${prefix}${error.code}`);
  };
}
