import assert from 'node:assert/strict';
import type { OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { idToCome, LocalFailure, type LocalPart } from '../../../src/setup/local-part.js';
import { removeSetup } from '../../../src/setup/remove-setup.js';
import { runSetup } from '../../../src/setup/run-setup.js';
import type { Ids, LocalKey } from '../../../src/setup/step.js';
import { startHookEndpoint, type HookEndpoint } from '../okta-emulator/hook-endpoint.js';
import { createJournal, partsFor, startEmptyOrg, wantedSetup } from './setup-fixture.js';

/** One that is there or not. */
function createPart(key: LocalKey, when: LocalPart['when']) {
  const seen: { planned: Ids[]; applied: Ids[]; removed: string[][]; isThere: boolean } = {
    ...{ planned: [], applied: [], removed: [], isThere: false },
  };
  const part: LocalPart = {
    ...{ key, when, title: `Make ${key}`, byHand: { where: key, values: [] } },
    plan(ids) {
      seen.planned.push(ids);
      const left = { is: [], willBe: [key], undo: 'it is taken away' };
      return Promise.resolve(seen.isThere ? undefined : left);
    },
    apply(ids) {
      seen.applied.push({ ...ids });
      seen.isThere = true;
      return Promise.resolve([`${key}-1`]);
    },
    remove({ made, isDryRun }) {
      if (!seen.isThere) return Promise.resolve(undefined);
      if (!isDryRun) {
        seen.removed.push([...made]);
        seen.isThere = false;
      }
      return Promise.resolve({ title: `Remove ${key}` });
    },
  };
  return { part, seen };
}

describe('what a setup does outside of Okta', () => {
  let emulator: OktaEmulator;
  let endpoint: HookEndpoint;

  beforeEach(async () => {
    emulator = await startEmptyOrg('idx');
    endpoint = await startHookEndpoint();
  });
  afterEach(async () => {
    endpoint.close();
    await emulator.close();
  });
  const wanted = () => wantedSetup(endpoint.url);
  const confirm = () => Promise.resolve(true);

  it('has its place around the event hook, and is taken away with what it made', async () => {
    const env = createPart('env-file', 'before-the-hook');
    const config = createPart('config-file', 'before-verification');
    const last = createPart('schedules', 'last');
    const locals = [last.part, config.part, env.part];
    const journal = createJournal();
    const parts = partsFor(emulator, journal, { locals });
    const { done } = await runSetup(wanted(), parts);

    assert.deepEqual(done.map(({ key }) => key).slice(-5), [
      'env-file',
      'event-hook',
      'config-file',
      'event-hook-verified',
      'schedules',
    ]);
    assert.equal(env.seen.planned[0]?.['event-hook'], idToCome);
    assert.equal(env.seen.applied[0]?.['event-hook'], undefined);
    assert.match(config.seen.applied[0]?.['event-hook'] ?? '', /^who/);

    const { left } = await removeSetup({ ...parts, confirm });
    assert.deepEqual(left, []);
    assert.deepEqual(last.seen.removed, [['schedules-1']]);
    assert.deepEqual(journal.entries, []);
  });

  it('is taken away only if the setup made it', async () => {
    const { part, seen } = createPart('schedules', 'last');
    seen.isThere = true;
    const parts = partsFor(emulator, createJournal(), { locals: [part] });
    await runSetup(wanted(), parts);
    await removeSetup({ ...parts, confirm });

    assert.deepEqual([seen.applied, seen.removed], [[], []]);
  });

  for (const fails of ['plan', 'apply'] as const) {
    it(`is left for a person, and the rest goes on, where ${fails} is refused`, async () => {
      const { part } = createPart('audit-store', 'last');
      const refusal = () => Promise.reject(new LocalFailure('The database is away'));
      const locals = [{ ...part, [fails]: refusal }];
      const { done, gaps } = await runSetup(
        wanted(),
        partsFor(emulator, createJournal(), { locals }),
      );

      assert.deepEqual(gaps, [
        {
          ...{ title: 'Make audit-store', why: 'The database is away' },
          byHand: { where: 'audit-store', values: [] },
        },
      ]);
      assert(done.some(({ key }) => key === 'event-hook-verified'));
    });
  }

  it('takes a new secret to the hook that it made, and the hook is verified with it', async () => {
    const parts = partsFor(emulator, createJournal());
    const { eventHook, ...others } = wanted();
    assert(eventHook);
    await runSetup({ ...others, eventHook }, parts);
    const renewed = { ...eventHook, secret: 'the-next-of-22-letters', isSecretNew: true };
    const { done } = await runSetup(
      { ...others, eventHook: { ...renewed, mayTakeOver: true } },
      parts,
    );

    assert.deepEqual(
      done.map(({ key }) => key),
      ['event-hook', 'event-hook-verified'],
    );
    assert.equal(endpoint.received.at(-1)?.headers.authorization, renewed.secret);
    const { left } = await removeSetup({ ...parts, confirm });
    assert.deepEqual(left, []);
  });
});
