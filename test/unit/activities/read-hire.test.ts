import assert from 'node:assert/strict';
import { createReadHire } from '../../../src/activities/read-hire.js';
import { createFakeOkta } from '../../support/fake-okta.js';
import { createSettings } from '../../support/settings.js';
import { answerLost, assertRetryable, createActivityEnvironment } from './activity-environment.js';

describe('readHire', () => {
  it('tells the status and both memberships, and nothing personal', async () => {
    const { okta, activities, run } = createActivityEnvironment();
    const userId = okta.addUser({ groupIds: new Set([okta.groups.B, '00g0000000000everyone']) });

    assert.deepEqual(await run(activities.readHire, { userId }), {
      userStatus: 'STAGED',
      population: 'default',
      inGroupA: false,
      inGroupB: true,
    });
  });

  it('says what a user lacks of what the configuration wants of a hire', async () => {
    const wanted = '00g0000000000wanted1';
    const other = '00g0000000000wanted2';
    const groupIds = new Set([other]);
    const cases = [
      [{ userTypes: [], groups: [] }, undefined],
      [{ userTypes: ['oty1', 'oty2'], groups: [] }, undefined],
      [{ userTypes: ['oty1'], groups: [] }, 'user-type'],
      [{ userTypes: [], groups: [wanted, other] }, undefined],
      [{ userTypes: [], groups: [wanted] }, 'groups'],
      [{ userTypes: ['oty2'], groups: [wanted] }, 'groups'],
      [{ userTypes: ['oty1'], groups: [other] }, 'user-type'],
    ] as const;
    for (const [hires, notConcerned] of cases) {
      const { okta, activities, run } = createActivityEnvironment({ hires });
      const userId = okta.addUser({ typeId: 'oty2', groupIds });
      const hire = await run(activities.readHire, { userId });
      assert.equal(hire.notConcerned, notConcerned, JSON.stringify(hires));
    }
  });

  it('says DELETED for a user whom Okta does not know', async () => {
    const { activities, run } = createActivityEnvironment();

    assert.deepEqual(await run(activities.readHire, { userId: '00u0000000000000none' }), {
      userStatus: 'DELETED',
      inGroupA: false,
      inGroupB: false,
    });
  });

  it('passes on a status that Okta may add', async () => {
    const { okta, activities, run } = createActivityEnvironment();
    const userId = okta.addUser({ status: 'HIBERNATING' });

    assert.equal((await run(activities.readHire, { userId })).userStatus, 'HIBERNATING');
  });

  it('is tried again when Okta does not answer', async () => {
    const { okta, activities, run } = createActivityEnvironment();
    const userId = okta.addUser();
    okta.failNext('listUserGroupIds', answerLost);

    await assertRetryable(run(activities.readHire, { userId }), 'OktaUnavailable');
    assert.equal((await run(activities.readHire, { userId })).userStatus, 'STAGED');
  });
});

describe('the population of a hire', () => {
  const contract = 'oty000000000contract';
  const groupsOf = (letter: string) => ({
    A: `00g00000000000000A${letter}`,
    B: `00g00000000000000B${letter}`,
  });
  const [contractors, employees] = [
    {
      ...createSettings(groupsOf('c'), {
        name: 'contractors',
        hires: { userTypes: [contract], groups: [] },
      }),
    },
    { ...createSettings(groupsOf('e'), { name: 'employees', batchAttribute: 'startDate' }) },
  ].map(({ populations }) => populations[0]);
  assert(contractors && employees);
  const okta = createFakeOkta();
  const { readHire } = createReadHire(okta, {
    populations: [contractors, employees],
    ownActors: [],
  });

  it('is the first that takes the user', async () => {
    const contractor = await readHire({ userId: okta.addUser({ typeId: contract }) });
    const employee = await readHire({ userId: okta.addUser() });
    assert.deepEqual([contractor.population, employee.population], ['contractors', 'employees']);
  });

  it('is that of the Group A in which somebody is already, whatever has changed', async () => {
    const groupIds = new Set([employees.groups.A]);
    const { population, inGroupA } = await readHire({
      userId: okta.addUser({ typeId: contract, groupIds }),
    });
    assert.deepEqual([population, inGroupA], ['employees', true]);
  });

  it('stays what the run knows', async () => {
    const userId = okta.addUser({ typeId: contract });
    assert.equal((await readHire({ userId, population: 'employees' })).population, 'employees');
    await assert.rejects(readHire({ userId, population: 'interns' }), {
      details: ['population-unknown'],
    });
  });

  it('says the batch, if that is a plain word', async () => {
    const batches = [];
    for (const startDate of [
      '2026-11-30',
      'ann@example.com',
      'a b',
      '',
      undefined,
      'x'.repeat(41),
    ]) {
      batches.push((await readHire({ userId: okta.addUser({ profile: { startDate } }) })).batch);
    }
    assert.deepEqual(batches, [
      '2026-11-30',
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
