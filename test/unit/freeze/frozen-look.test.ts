import assert from 'node:assert/strict';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { createFrozenLook } from '../../../src/freeze/frozen-look.js';

type Answer = 'running' | 'ended' | 'none' | 'away';

/** Temporal as far as it says what became of the run `freeze`. */
function createFakeTemporal() {
  const temporal = { answer: 'none' as Answer, questions: 0, now: 1_000 };
  const client = {
    withDeadline: (_deadline: number, call: () => Promise<unknown>) => call(),
    workflow: {
      getHandle: (workflowId: string) => ({
        describe: () => {
          temporal.questions += 1;
          return Promise.resolve().then(() => runOf(workflowId, temporal.answer));
        },
      }),
    },
  } as unknown as Client;
  return { temporal, isFrozen: createFrozenLook(client, { now: () => temporal.now }) };
}

function runOf(workflowId: string, answer: Answer) {
  assert.equal(workflowId, 'freeze');
  if (answer === 'away') throw new Error('Temporal is away');
  if (answer === 'none') throw new WorkflowNotFoundError('no such run', workflowId, undefined);
  return {
    startTime: new Date(0),
    ...(answer === 'ended' && { closeTime: new Date(1) }),
  };
}

describe('the look whether everything is frozen', () => {
  it('is yes while the run `freeze` is running, and no when it has ended or never was', async () => {
    const answers: [Answer, boolean][] = [
      ['none', false],
      ['running', true],
      ['ended', false],
    ];
    for (const [answer, expected] of answers) {
      const { temporal, isFrozen } = createFakeTemporal();
      temporal.answer = answer;
      assert.equal(await isFrozen(), expected, answer);
    }
  });

  it('asks Temporal once, however many want to know at once', async () => {
    const { temporal, isFrozen } = createFakeTemporal();
    const looks = await Promise.all(Array.from({ length: 10_000 }, isFrozen));

    assert(looks.every((frozen) => !frozen));
    assert.equal(temporal.questions, 1);
  });

  it('asks once a second, and sees then what has changed', async () => {
    const { temporal, isFrozen } = createFakeTemporal();
    await isFrozen();
    temporal.answer = 'running';
    temporal.now += 999;
    assert.equal(await isFrozen(), false);
    assert.equal(temporal.questions, 1);

    temporal.now += 2;
    assert.equal(await isFrozen(), true);
    assert.equal(temporal.questions, 2);
  });

  it('fails for all who wait for an answer that does not come, and asks again for the next', async () => {
    const { temporal, isFrozen } = createFakeTemporal();
    temporal.answer = 'away';
    const looks = await Promise.allSettled([isFrozen(), isFrozen()]);
    assert.deepEqual(
      looks.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    assert.equal(temporal.questions, 1);

    temporal.answer = 'running';
    assert.equal(await isFrozen(), true);
  });

  it('does not go on with what it knew when Temporal no longer answers', async () => {
    const { temporal, isFrozen } = createFakeTemporal();
    await isFrozen();
    temporal.answer = 'away';
    temporal.now += 1_001;

    await assert.rejects(isFrozen(), /Temporal is away/);
  });
});
