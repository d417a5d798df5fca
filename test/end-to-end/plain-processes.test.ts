import assert from 'node:assert/strict';
import { enrolled } from './support/okta-org.js';
import { neededScopes } from '../../src/needed-scopes.js';
import { ecKey } from '../unit/okta/authorization/keys.js';
import type { RunningProcess } from './support/running-process.js';
import { useStage } from './support/stage.js';
import { useTemporalByHand } from './support/temporal-by-hand.js';

const scopes = neededScopes({
  populations: [{ checksPolicies: true }],
  reactions: { privileged: { groups: [], attributes: [] } },
}).map(({ scope }) => scope);

describe('emulator, gateway and worker as plain processes, on a Temporal server started by hand', function () {
  this.timeout('2m');
  const temporal = useTemporalByHand('classic', 'idx');
  before(() => temporal.start());

  const key = ecKey('key-1');
  const app = {
    clientId: '0oa0000000000000wrkr',
    ...{ keys: [key.publicJwk], scopes, roles: ['SUPER_ADMIN'] },
  };
  const asApp = {
    ...{ OKTA_CLIENT_AUTHORIZATIONMODE: 'PrivateKey', OKTA_CLIENT_CLIENTID: app.clientId },
    OKTA_CLIENT_PRIVATEKEY: key.jwkText,
  };

  for (const [engine, credential, variables] of [
    ['classic', 'an API token', {}],
    ['idx', 'a service app', asApp],
  ] as const) {
    describe(`with Okta's engine ${engine} and ${credential}`, () => {
      const stage = useStage({
        temporal: () => temporal.access(engine),
        ...{ okta: { OKTA_EMULATOR_ENGINE: engine }, worker: variables },
      });
      let worker: RunningProcess;
      before(async () => {
        await stage().okta.control('POST', '/service-apps', app);
        worker = await stage().startWorker();
      });

      it('take a hire from the hook to Group B only, the phone enrolled and both mails sent in order', async () => {
        const { okta } = stage();

        const hire = await okta.hire();
        await okta.play(hire);

        await okta.untilInGroupB(hire);
        assert.deepEqual(await okta.outcomeOf(hire), enrolled);
      });

      it(`and the worker says ${credential === 'an API token' ? 'once' : 'nothing'} of API tokens`, () => {
        const warnings = worker
          .output()
          .split('\n')
          .filter((line) => line.includes('is an API token'));
        assert.equal(warnings.length, credential === 'an API token' ? 1 : 0);
      });

      it('end in order, with exit code 0, when they are told to', async () => {
        assert.equal(await worker.end('SIGTERM'), 0);
        assert.equal(await stage().gateway.end('SIGTERM'), 0);
      });
    });
  }
});
