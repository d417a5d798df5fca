import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';
import { createLogger } from '../../src/process/logger.js';
import { registerSearchAttributes } from '../../src/temporal/client.js';
import { executables, useBuiltCode } from './support/built-code.js';
import { useNamespace } from './support/namespace.js';
import { useProcesses } from './support/processes.js';
import { runPreenroll } from './support/run-preenroll.js';
import type { RunningProcess } from './support/running-process.js';
import { temporalCli } from './support/temporal-by-hand.js';

const run = promisify(execFile);

const token = randomBytes(24).toString('hex');
const uiOrigin = 'https://temporal.example.com';
const userId = '00u0000000000000code';
const workflowId = preEnrollUserWorkflowId(userId);
/** What the run begins with. */
const input = `"userId":"${userId}"`;

describe('the codec server as a process', function () {
  this.timeout('2m');
  useBuiltCode();
  const start = useProcesses();
  const temporal = useNamespace();
  const [key, nextKey] = [randomBytes(32), randomBytes(32)].map((bytes) =>
    bytes.toString('base64'),
  );
  let server: RunningProcess;
  let url: string;

  before(async () => {
    await registerSearchAttributes(temporal().client, createLogger('silent'));
    const encrypted = { PAYLOAD_ENCRYPTION: 'required', PAYLOAD_ENCRYPTION_KEY: key ?? '' };
    const { code, said } = await runPreenroll(['start', userId, '--reason', 'INC-7'], {
      ...{ ...temporal().environment, ...encrypted },
    });
    assert.equal(code, 0, said);
    server = start({
      name: 'codec server',
      run: ['node', executables.preenroll, 'codec-server'],
      // The key was changed since.
      environment: {
        ...{ ...encrypted, PAYLOAD_ENCRYPTION_KEY: nextKey ?? '' },
        ...{ PAYLOAD_ENCRYPTION_KEYS_PREVIOUS: key ?? '', CODEC_SERVER_TOKEN: token },
        ...{ CODEC_SERVER_UI_ORIGIN: uiOrigin, CODEC_SERVER_ADDRESS: '127.0.0.1:0' },
      },
    });
    url = (await server.saw(/"url":"([^"]+)","msg":"The codec server listens"/))[1] ?? '';
  });

  /** What somebody with Temporal's own command can read in the payloads of the run. */
  async function show(...more: string[]): Promise<string> {
    const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace } = temporal().environment;
    const where = ['--address', address, '--namespace', namespace];
    const what = ['workflow', 'show', '--workflow-id', workflowId, '-o', 'json'];
    const { stdout } = await run(await temporalCli(), [...what, ...where, ...more]);
    return [...stdout.matchAll(/"data": "([^"]+)"/g)]
      .map(([, data = '']) => Buffer.from(data, 'base64').toString())
      .join('\n');
  }

  it('decodes for who has the token what a run has written, and nothing for others', async () => {
    const decoded = ['--codec-endpoint', url, '--codec-auth', `Bearer ${token}`];
    const encrypted = await show();
    assert.notEqual(encrypted, '');
    assert.ok(!encrypted.includes(input));
    assert.ok((await show(...decoded)).includes(input));

    const ask = (headers: Record<string, string>) =>
      fetch(`${url}/decode`, { method: 'POST', headers, body: '{"payloads":[]}' });
    assert.equal((await ask({ authorization: 'Bearer of-somebody-else' })).status, 401);
    const origin = 'https://elsewhere.example.com';
    const elsewhere = await ask({ authorization: `Bearer ${token}`, origin });
    assert.equal(elsewhere.status, 403);
    assert.equal(elsewhere.headers.get('access-control-allow-origin'), null);
  });

  it('has written down for which run it did, and neither what nor the token', async () => {
    const [line = ''] = await server.saw(/.*"msg":"Payloads were decoded".*/);
    const { workflowIds } = JSON.parse(line) as { workflowIds: string[] };
    assert.deepEqual(workflowIds, [workflowId]);
    for (const secret of [input, token, key, nextKey]) {
      assert.ok(!server.output().includes(secret ?? ''));
    }
  });

  it('ends in order, with exit code 0, when it is told to', async () => {
    assert.equal(await server.end('SIGTERM'), 0);
  });
});
