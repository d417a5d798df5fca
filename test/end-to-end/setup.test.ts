import assert from 'node:assert/strict';
import path from 'node:path';
import { readEnvFile } from '../../src/setup/env-file.js';
import { freePort } from '../../src/temporal-server/free-port.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { executables, useBuiltCode } from './support/built-code.js';
import { useProcesses } from './support/processes.js';
import { runPreenroll } from './support/run-preenroll.js';

interface SetupJson {
  plan: { key: string }[];
  gaps: { title: string }[];
  done: { key: string }[];
}

describe('preenroll setup, with an empty org and a gateway as processes,', function () {
  this.timeout('1m');
  useBuiltCode();
  const directory = useTemporaryDirectory();
  const start = useProcesses();

  it('sets the org up, has its hook verified by the gateway it has written the env file for, and takes it all away', async () => {
    const emulator = start({
      ...{ name: 'emulator' },
      run: [
        process.execPath,
        executables.oktaEmulator,
        '--port',
        '0',
        '--empty',
        '--smtp-port',
        '0',
      ],
      environment: { OKTA_EMULATOR_API_TOKEN: 'token' },
    });
    const [, orgUrl = ''] = await emulator.saw(/org\s+(http\S+)/);
    const envFile = path.join(directory(), '.env');
    const files = ['--env', envFile, '--config', path.join(directory(), 'preenroll.yaml')];
    const okta = { OKTA_CLIENT_ORGURL: orgUrl, OKTA_CLIENT_TOKEN: 'token' };
    const setup = async (...options: string[]) => {
      const { code, data, said } = await runPreenroll(
        ['setup', ...files, ...options, '-o', 'json'],
        okta,
      );
      assert.notEqual(data, '', said);
      return { code, said, told: JSON.parse(data) as SetupJson };
    };
    const state = async () => (await fetch(`${orgUrl}/_emulator/state`)).json();
    const before = await state();

    const port = await freePort();
    const hookUrl = `http://127.0.0.1:${port}/okta/event-hook`;
    const first = await setup('--hook-url', hookUrl, '--sign-on-rule', '--yes');
    assert.equal(first.code, 1);
    assert.deepEqual(
      first.told.gaps.map(({ title }) => title),
      ['Have Okta verify the event hook'],
    );

    const environment = (await readEnvFile(envFile)) ?? {};
    const gateway = start({
      name: 'gateway',
      run: [process.execPath, executables.preenroll, 'gateway'],
      environment: {
        ...environment,
        ...{ PORT: String(port), METRICS_ADDRESS: '127.0.0.1:0' },
        // Nothing is delivered: it need not be there.
        TEMPORAL_ADDRESS: '127.0.0.1:9',
      },
    });
    await gateway.saw(/The hook gateway listens/);
    const second = await setup('--yes');
    assert.deepEqual([second.code, second.told.gaps], [0, []]);
    assert.deepEqual(
      second.told.done.map(({ key }) => key),
      ['event-hook-verified'],
    );
    assert(
      !JSON.stringify(second).includes(environment['OKTA_EVENT_HOOK_SECRET'] ?? assert.fail()),
    );
    const third = await setup('--dry-run');
    assert.deepEqual([third.code, third.told.plan], [0, []]);

    const { code } = await runPreenroll(['setup', ...files, '--remove', '--yes'], okta);
    assert.equal(code, 0);
    assert.deepEqual(await state(), before);
    assert.equal(await readEnvFile(envFile), undefined);
  });
});
