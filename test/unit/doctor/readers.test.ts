import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startMailbox, type Mailbox } from '../../../okta-emulator/mailbox/mailbox.js';
import type { Evidence } from '../../../src/doctor/evidence.js';
import { UnreadError } from '../../../src/doctor/read-failure.js';
import { hookReader } from '../../../src/doctor/readers/hook-reader.js';
import { logReaders } from '../../../src/doctor/readers/log-readers.js';
import type { OktaPorts } from '../../../src/doctor/readers/ports.js';
import { createRead } from '../../../src/doctor/readings.js';
import { sendTestMail } from '../../../src/doctor/send-test-mail.js';
import { isOlderThan } from '../../../src/doctor/server-version.js';
import { verifyMailServer } from '../../../src/mail/verify-mail-server.js';
import { MailError } from '../../../src/mail/mailer.js';
import { healthyEvidence, readersOf } from '../../support/healthy-evidence.js';

const secret = 'a-secret-of-the-event-hook-that-is-long';

/** With one piece of evidence of another kind. */
function reading<Name extends keyof Evidence>(changes: Partial<Record<Name, unknown>>) {
  return createRead(readersOf({ ...healthyEvidence(), ...changes }), 1_000);
}

describe('the call of the event hook', () => {
  let server: Server;
  let answer: RequestListener;

  beforeEach(async () => {
    server = createServer((...exchange) => {
      answer(...exchange);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const call = (
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/okta/event-hook`,
  ) => hookReader(secret)(reading({ eventHook: { ...healthyEvidence().eventHook, url } }));

  it('is right if the challenge comes back', async () => {
    answer = ({ headers, method }, response) => {
      assert.deepEqual([method, headers.authorization], ['GET', secret]);
      response.end(JSON.stringify({ verification: headers['x-okta-verification-challenge'] }));
    };
    const { status, isRight } = await call();
    assert.deepEqual([status, isRight], [200, true]);
  });

  it('is not right if something else does', async () => {
    answer = (_request, response) => response.end(JSON.stringify({ verification: 'mine' }));
    assert.equal((await call()).isRight, false);
  });

  it('follows no redirect with the secret', async () => {
    answer = (_request, response) => response.writeHead(302, { location: '/elsewhere' }).end();
    await assert.rejects(call(), { kind: 'unreachable' });
  });

  it('sends no secret without TLS, but to this machine', async () => {
    await assert.rejects(call('http://hook.example.com/okta/event-hook'), /without TLS/);
  });

  it('is not made without the secret', async () => {
    await assert.rejects(hookReader(undefined)(reading({})), (error) => {
      assert(error instanceof UnreadError);
      assert.equal(error.kind, 'not-configured');
      return true;
    });
  });
});

describe('what is read of the System Log', () => {
  const now = Date.parse('2026-12-01T12:00:00Z');
  const event = (published: string, target: unknown[] = []) => ({
    ...{ uuid: published, eventType: 'user.lifecycle.create', published, target },
  });
  const readers = (...pages: unknown[][]) => {
    let asked = 0;
    const pollLog = () => {
      const events = pages[asked] ?? [];
      asked += 1;
      return Promise.resolve({ events, next: 'next', rateLimit: undefined });
    };
    return logReaders(
      () => ({ client: { pollLog } }) as unknown as OktaPorts,
      () => now,
    );
  };
  const many = (published: string) => Array.from({ length: 1_000 }, () => event(published));

  it('is counted by day', async () => {
    const { byDay, isWhole } = await readers([
      event('2026-11-29T01:00:00Z'),
      event('2026-11-30T01:00:00Z'),
      event('2026-11-30T23:00:00Z'),
    ]).createdUsers(reading({}));
    assert.deepEqual(
      [...byDay],
      [
        ['2026-11-29', 1],
        ['2026-11-30', 2],
      ],
    );
    assert.equal(isWhole, true);
  });

  it('is bounded, and says so; the rest of the day is reckoned', async () => {
    // All of five pages within the first hour.
    const pages = Array.from({ length: 6 }, () => many('2026-11-30T13:00:00Z'));
    assert.deepEqual(await readers(...pages).hookEvents(reading({})), {
      ...{ count: 5_000, isWhole: false, perDay: 120_000 },
    });
  });

  it('is about our hook, and those that Okta does not name', async () => {
    const other = [{ id: 'who00000000000000001' }];
    const ours = { ...healthyEvidence().eventHook, id: 'who00000000000000002' };
    const { count } = await readers([
      event('2026-12-01T01:00:00Z', other),
      event('2026-12-01T02:00:00Z', [{ id: ours.id }]),
      event('2026-12-01T03:00:00Z'),
    ]).deliveryFailures(reading({ eventHook: ours }));
    assert.equal(count, 2);
  });
});

describe('the look at the mail server', () => {
  let mailbox: Mailbox;
  beforeEach(async () => {
    mailbox = await startMailbox();
  });
  afterEach(() => mailbox.close());

  const smtp = () => ({ url: mailbox.smtpUrl, from: 'IT <it@example.com>' });

  it('sends nothing', async () => {
    await verifyMailServer(mailbox.smtpUrl);
    assert.deepEqual(mailbox.mails, []);
  });

  it('fails where TLS is wanted and not offered, and where nobody listens', async () => {
    for (const attempt of [
      () => verifyMailServer(mailbox.smtpUrl, { requireTls: true }),
      () => verifyMailServer('smtp://127.0.0.1:9'),
    ]) {
      await assert.rejects(attempt, (error) => error instanceof MailError && error.code !== '');
    }
  });

  it('sends a test mail on request, and names no address', async () => {
    const sent = await sendTestMail(smtp(), 'ann@home.example');
    assert.equal(sent.status, 'ok');
    assert.deepEqual(mailbox.mails[0]?.to, ['ann@home.example']);

    mailbox.faults.add({ kind: 'refuse', at: 'rcpt', code: 550, count: 1 });
    const refused = await sendTestMail(smtp(), 'ann@home.example');
    assert.equal(refused.status, 'failure');
    assert.doesNotMatch(JSON.stringify(refused), /ann@/);
    assert.equal((await sendTestMail(undefined, 'ann@home.example')).status, 'unknown');
  });
});

describe('the version of a server', () => {
  it('is compared by its numbers', () => {
    assert.equal(isOlderThan('1.9.1', '1.28.0'), true);
    assert.equal(isOlderThan('1.30.1-cloud', '1.28.0'), false);
    assert.equal(isOlderThan('1.28.0', '1.28.0'), false);
    assert.equal(isOlderThan('2.0.0', '1.28.0'), false);
  });
});
