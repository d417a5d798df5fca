import assert from 'node:assert/strict';
import { enrolled } from './support/okta-org.js';
import type { RunningProcess } from './support/running-process.js';
import { useStage } from './support/stage.js';
import { useTemporalByHand } from './support/temporal-by-hand.js';

describe('emulator, gateway and worker as plain processes, on a Temporal server started by hand', function () {
  this.timeout('2m');
  const temporal = useTemporalByHand('classic', 'idx');
  before(() => temporal.start());

  for (const engine of ['classic', 'idx']) {
    describe(`with Okta's engine ${engine}`, () => {
      const stage = useStage({
        temporal: () => temporal.access(engine),
        okta: { OKTA_EMULATOR_ENGINE: engine },
      });
      let worker: RunningProcess;
      before(async () => {
        worker = await stage().startWorker();
      });

      it('take a hire from the hook to Group B only, the phone enrolled and both mails sent in order', async () => {
        const { okta } = stage();

        const hire = await okta.hire();
        await okta.play(hire);

        await okta.untilInGroupB(hire);
        assert.deepEqual(await okta.outcomeOf(hire), enrolled);
      });

      it('end in order, with exit code 0, when they are told to', async () => {
        assert.equal(await worker.end('SIGTERM'), 0);
        assert.equal(await stage().gateway.end('SIGTERM'), 0);
      });
    });
  }
});
