import assert from 'node:assert/strict';
import { profileChangedSignal } from '../../src/contract/pre-enroll-user.js';
import { enrolled, type Hire } from './support/okta-org.js';
import { useStage } from './support/stage.js';
import { until } from './support/until.js';

describe('hires whose mail server does not take mail', function () {
  this.timeout('2m');
  const stage = useStage();
  before(() => stage().startWorker());

  async function assertEndRight(hire: Hire): Promise<void> {
    const { okta, runOf } = stage();
    await okta.play(hire);
    await runOf(hire).result();
    assert.deepEqual(await okta.outcomeOf(hire), enrolled);
  }

  async function isTryingAgain(hire: Hire): Promise<boolean> {
    const { raw } = await stage().runOf(hire).describe();
    return (raw.pendingActivities ?? []).some(
      ({ activityType, attempt }) =>
        activityType?.name === 'sendMfaEnrolledMail' && Number(attempt) > 1,
    );
  }

  it('wait while it is down, and end right, with one mail of each kind, when it is back', async () => {
    const { okta, untilStatus } = stage();
    await okta.control('POST', '/mail-server/stop');
    const hires = [await okta.hire(), await okta.hire()];
    for (const hire of hires) {
      await untilStatus(hire, ({ stage }) => stage === 'pre-enrolling');
      await until('the mail is tried again', () => isTryingAgain(hire));
    }

    await okta.control('POST', '/mail-server/start');

    await Promise.all(hires.map(assertEndRight));
  });

  it('end right when it asks to come back later', async () => {
    const { okta } = stage();
    await okta.control('POST', '/mail-faults', { kind: 'refuse', at: 'data', code: 451, count: 1 });

    await assertEndRight(await okta.hire());
  });

  it('park when it refuses for good, and go on when somebody has repaired it and says so', async () => {
    const { okta, runOf, untilStatus } = stage();
    await okta.control('POST', '/mail-faults', { kind: 'refuse', at: 'rcpt', code: 550, count: 1 });
    const hire = await okta.hire();
    await untilStatus(hire, ({ attention }) => attention?.reason === 'mail-refused');

    await runOf(hire).signal(profileChangedSignal);

    await assertEndRight(hire);
  });
});
