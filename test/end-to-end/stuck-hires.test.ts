import assert from 'node:assert/strict';
import type { ReceivedMail } from '../../okta-emulator/mailbox/received-mail.js';
import { oktaApi } from '../unit/okta-emulator/okta-api.js';
import type { Hire } from './support/okta-org.js';
import { useStage } from './support/stage.js';
import { until } from './support/until.js';

const linkIn = ({ text }: ReceivedMail) =>
  /https?:\S+\/(?:welcome|tokens)\/\S+/.exec(text)?.[0] ?? assert.fail('There is no link');

describe("a hire whom Okta's mail does not reach", function () {
  this.timeout('1m');
  const stage = useStage();
  const corrected = 'right@home.example';
  let hire: Hire;

  before(() => stage().startWorker());

  it('is parked as soon as the mail has come back', async () => {
    const { okta, untilStatus } = stage();
    const secondEmail = 'wrong@home.example';
    await okta.control('POST', '/bounces', { address: secondEmail });
    hire = await okta.hire({ secondEmail });
    await untilStatus(hire, ({ attention }) => attention?.reason === 'mail-bounced');

    // Okta's mail to the primary address is on its way.
    await until('it is there', async () => (await okta.mailsTo(hire.login)).length > 0);
    const { primaryMails, secondaryMails } = await okta.outcomeOf(hire);
    assert.deepEqual([primaryMails, secondaryMails], [['activation'], ['MFA enrolled']]);
  });

  it('gets a mail with a new link at the address that HR has corrected', async () => {
    const { okta, untilStatus } = stage();
    const change = { profile: { secondEmail: corrected } };
    await oktaApi(okta).expect(200, 'POST', `/users/${hire.userId}`, change);
    await until('a mail is there', async () => (await okta.mailsTo(corrected)).length > 0);
    await untilStatus(hire, ({ stage }) => stage === 'awaiting-activation');

    const [mail, ...others] = await okta.mailsTo(corrected);
    assert.deepEqual(others, []);
    const [first = assert.fail()] = await okta.mailsTo(hire.login);
    assert.notEqual(linkIn(mail ?? assert.fail()), linkIn(first));
  });

  it('goes through with that link', async () => {
    const { okta, runOf } = stage();
    await okta.play(hire, corrected);
    assert.equal((await runOf(hire).result()).outcome, 'completed');
    assert.deepEqual((await okta.enrollmentOf(hire)).groups, ['B']);
  });
});
