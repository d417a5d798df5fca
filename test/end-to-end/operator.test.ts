import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';
import { useNamespace } from './support/namespace.js';
import type { Hire } from './support/okta-org.js';
import { useStage } from './support/stage.js';
import { temporalCli } from './support/temporal-by-hand.js';
import { until } from './support/until.js';

describe("an operator with Temporal's own command line alone", function () {
  this.timeout('1m');
  const access = useNamespace();
  const stage = useStage({ temporal: access });
  let hire: Hire;

  before(async () => {
    const { okta, startWorker, untilStatus } = stage();
    await startWorker();
    hire = await okta.hire();
    await untilStatus(hire, ({ stage }) => stage === 'awaiting-activation');
  });

  async function temporal(command: string, ...options: string[]): Promise<string> {
    const { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE } = access().environment;
    const { stdout } = await promisify(execFile)(await temporalCli(), [
      ...['workflow', command, '--address', TEMPORAL_ADDRESS, '--namespace', TEMPORAL_NAMESPACE],
      ...options,
    ]);
    return stdout;
  }

  const temporalAboutHire = (command: string, ...options: string[]) =>
    temporal(command, '--workflow-id', preEnrollUserWorkflowId(hire.userId), ...options);

  it('finds who waits for the activation', async () => {
    await until('the list shows the hire', async () => {
      const list = await temporal('list', '--query', 'EnrollmentStage="awaiting-activation"');
      return list.includes(hire.userId);
    });
  });

  it('sees in plain words what the run waits for, what was done, and what to press', async () => {
    assert.match(await temporalAboutHire('describe'), /Enrolls the phone of a new hire/);

    const details = await temporalAboutHire('metadata');
    assert.match(details, /waits for the person to activate and to sign in with the phone/);
    assert.match(details, /put into Group A/);
    assert.match(details, /send the signal `activated`/);

    const status = await temporalAboutHire('query', '--type', 'status');
    assert.match(status, /"stage":"awaiting-activation"/);
  });

  it('vouches for the activation, which moves the hire to Group B and is recorded', async () => {
    const input = '{"source":"operator","operator":"ann","reason":"saw the badge","force":true}';
    await temporalAboutHire('signal', '--name', 'activated', '--input', input);

    const { okta, runOf } = stage();
    const result = await runOf(hire).result();
    assert(result.outcome === 'completed');
    const { rule, operator, reason } = result.evidence;
    assert.deepEqual([rule, operator, reason], ['operator', 'ann', 'saw the badge']);
    assert.deepEqual((await okta.outcomeOf(hire)).groups, ['B']);
  });
});
