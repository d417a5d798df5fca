import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { connect, type AddressInfo, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { startMailbox } from '../../../okta-emulator/mailbox/mailbox.js';
import { refusesPlainText } from '../../proof/look/doors.js';
import { stateOfTree, writableFor } from '../../proof/look/installation.js';
import { partnersOf, rightsOf } from '../../proof/look/processes.js';
import { makeSelfSigned } from '../../support/self-signed.js';
import { startTlsTerminator } from '../../support/tls-terminator.js';

async function listening(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

// Each of them would be of no use if it could not say no.
describe('what the proof looks at', function () {
  if (process.platform !== 'linux') return;

  it('sees a door that answers plain text, and one that does not', async () => {
    const http = createServer((_request, response) => response.end('here'));
    const http2 = createHttp2Server();
    const mailbox = await startMailbox();
    const port = await listening(http);
    const terminator = await startTlsTerminator({ to: port, tls: await makeSelfSigned() });
    try {
      for (const door of ['hook', 'okta'] as const) {
        assert.equal(await refusesPlainText(door, port), false);
        assert.equal(await refusesPlainText(door, terminator.port), true);
      }
      assert.equal(await refusesPlainText('temporal', await listening(http2)), false);
      assert.equal(await refusesPlainText('temporal', terminator.port), true);
      assert.equal(await refusesPlainText('mail', Number(new URL(mailbox.smtpUrl).port)), false);
      assert.equal(await refusesPlainText('mail', terminator.port), true);
    } finally {
      await Promise.all([terminator.close(), mailbox.close()]);
      http.close();
      http2.close();
    }
  });

  it('sees to whom a process speaks, and as whom it runs', async () => {
    const server = createServer();
    const port = await listening(server);
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');

    assert.ok((await partnersOf(process.pid)).includes(port));
    assert.deepEqual(new Set((await rightsOf(process.pid)).uids), new Set([userInfo().uid]));

    socket.destroy();
    server.close();
  });

  it('sees what a user may write, and what was written', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'looks-'));
    const { uid, gid, username: name } = userInfo();
    const before = stateOfTree(folder);

    assert.deepEqual(writableFor({ name, uid, gid, prefix: [] }, folder), [folder]);
    const file = path.join(folder, 'file');
    await writeFile(file, 'x');
    assert.notEqual(stateOfTree(folder), before);
    const written = stateOfTree(folder);
    await chmod(file, 0o600);
    assert.notEqual(stateOfTree(folder), written);

    await rm(folder, { recursive: true });
  });
});
