import assert from 'node:assert/strict';
import type { OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { orgSnapshot } from '../../../okta-emulator/state/org-snapshot.js';
import { decidePolicyHold } from '../../../src/activities/decide-policy-hold.js';
import { createOktaSdkClient } from '../../../src/okta/okta-sdk-client.js';
import type { OktaOrgClient } from '../../../src/okta/org-client.js';
import { OktaApiError } from '../../../src/okta/okta-errors.js';
import { removeSetup } from '../../../src/setup/remove-setup.js';
import { runSetup, type SetupParts } from '../../../src/setup/run-setup.js';
import type { WantedSetup } from '../../../src/setup/wanted-setup.js';
import { startHookEndpoint, type HookEndpoint } from '../okta-emulator/hook-endpoint.js';
import { oktaApi } from '../okta-emulator/okta-api.js';
import {
  countWrites,
  createJournal,
  engines,
  oktaOf,
  partsFor,
  startEmptyOrg,
  wantedSetup,
} from './setup-fixture.js';

const everything = { confirm: () => Promise.resolve(true) };

for (const engine of engines) {
  describe(`the setup of an empty org of ${engine}`, () => {
    let emulator: OktaEmulator;
    let endpoint: HookEndpoint;
    let wanted: WantedSetup;

    beforeEach(async () => {
      emulator = await startEmptyOrg(engine);
      endpoint = await startHookEndpoint();
      wanted = wantedSetup(endpoint.url);
    });
    afterEach(async () => {
      endpoint.close();
      await emulator.close();
    });
    const state = () => orgSnapshot(emulator.org);

    it('makes what is missing, so that no hire would be held', async () => {
      const { done, gaps, ids } = await runSetup(wanted, partsFor(emulator, createJournal()));

      assert.deepEqual(gaps, []);
      assert(done.some(({ key }) => key === 'event-hook-verified'));
      const okta = createOktaSdkClient({
        ...{ orgUrl: emulator.url, requestTimeoutMs: 5_000 },
        credential: { mode: 'SSWS', token: { value: emulator.apiToken } },
      });
      const { 'group-a': A = '', 'group-b': B = '' } = ids;
      assert.equal(
        decidePolicyHold({
          groups: { A, B },
          policies: await okta.listEnrollmentPolicies(),
          asksForMfa: await okta.isMfaAskedFor(),
        }),
        undefined,
      );
      const [hook, ...others] = await oktaOf(emulator).listEventHooks();
      assert.deepEqual(others, []);
      assert.deepEqual(
        [hook?.status, hook?.verificationStatus, hook?.eventTypes],
        ['ACTIVE', 'VERIFIED', wanted.eventHook?.eventTypes],
      );
    });

    it('has nothing to do the second time, and writes nothing', async () => {
      const parts = partsFor(emulator, createJournal());
      await runSetup(wanted, parts);
      const writes = countWrites(emulator);
      const second = await runSetup(wanted, {
        ...parts,
        confirm: () => assert.fail('There is nothing to confirm'),
      });

      assert.deepEqual(second.plan.steps, []);
      assert.equal(second.isConfirmed, false);
      assert.equal(countWrites(emulator), writes);
    });

    it('changes nothing without a yes', async () => {
      const before = state();
      const refused = { confirm: () => Promise.resolve(false) };
      const { plan, done } = await runSetup(wanted, partsFor(emulator, createJournal(), refused));

      assert(plan.steps.length > 5);
      assert.deepEqual(done, []);
      assert.deepEqual(state(), before);
      assert.equal(countWrites(emulator), 0);
    });

    for (const when of ['before', 'after'] as const) {
      it(`comes to the same state, interrupted ${when} any call and run again`, async () => {
        let calls = 0;
        const counted = intercept(oktaOf(emulator), (call) => {
          calls += 1;
          return call();
        });
        await runSetup(wanted, partsFor(emulator, createJournal(), { okta: counted }));
        const whole = state();
        assert(calls > 10);
        for (let n = 1; n <= calls; n += 1) {
          emulator.reset();
          const journal = createJournal();
          const broken = breakOff(oktaOf(emulator), n, when);
          await assert.rejects(
            runSetup(wanted, partsFor(emulator, journal, { okta: broken })),
            Interrupted,
          );
          const parts = partsFor(emulator, journal);
          assert.deepEqual((await runSetup(wanted, parts)).gaps, []);
          assert.deepEqual(state(), whole, `interrupted ${when} call ${n}`);
          assert.deepEqual((await runSetup(wanted, parts)).plan.steps, []);
        }
      });
    }

    it('is taken away to the state before, interrupted after any call or not', async () => {
      const before = state();
      const remove = async (brokenAfter?: number) => {
        const journal = createJournal();
        const parts = { ...partsFor(emulator, journal), ...everything };
        await runSetup(wanted, parts);
        if (brokenAfter !== undefined) {
          const okta = breakOff(oktaOf(emulator), brokenAfter, 'after');
          await assert.rejects(removeSetup({ ...parts, okta }), Interrupted);
        }
        const { left, removed } = await removeSetup(parts);
        assert.deepEqual(left, []);
        assert.deepEqual(journal.entries, []);
        assert.deepEqual(state(), before, `interrupted after call ${String(brokenAfter)}`);
        return removed.length;
      };
      const whole = await remove();
      assert(whole > 5);
      for (let n = 1; n <= whole; n += 1) await remove(n);
    });

    it('leaves alone what was changed by hand, or is in use, until that is confirmed', async () => {
      const parts = partsFor(emulator, createJournal());
      const { ids } = await runSetup(wanted, parts);
      const api = oktaApi(emulator);
      await api.createUser({}, { groupIds: [ids['group-b'] ?? ''] });
      await api.createUser({ mobileNumber: '+12015550123' });
      const hook = emulator.org.eventHooks.get(ids['event-hook'] ?? '');
      hook?.items.push('user.session.start');

      const { removed, left } = await removeSetup({ ...parts, ...everything });
      assert.deepEqual(
        left.map(({ key, obstacle }) => [key, obstacle]),
        [
          ['event-hook', 'it was changed since it was made'],
          ['policy-b', 'there are users in Group B'],
          ['attribute', 'there are users with a value in it, which would be lost'],
          ['group-b', 'there are users in Group B'],
        ],
      );
      assert(removed.some(({ key }) => key === 'group-a'));

      const rest = await removeSetup({ ...parts, ...everything, isForced: true });
      assert.deepEqual([rest.left, rest.removed.length], [[], 4]);
      assert.equal(emulator.org.eventHooks.size, 0);
    });

    it('takes nothing away while somebody is on the way, until that is confirmed', async () => {
      const parts = partsFor(emulator, createJournal());
      const { ids } = await runSetup(wanted, parts);
      await oktaApi(emulator).createUser({}, { groupIds: [ids['group-a'] ?? ''] });
      const before = state();

      const { removed, left } = await removeSetup({ ...parts, ...everything });
      assert.deepEqual(removed, []);
      assert(left.length > 5 && left.every(({ obstacle }) => obstacle?.includes('Group A')));
      assert.deepEqual(state(), before);

      const forced = await removeSetup({ ...parts, ...everything, isForced: true });
      assert.deepEqual(forced.left, []);
    });

    it('uses what is there, and takes none of it away', async () => {
      const api = oktaApi(emulator);
      await api.expect(200, 'POST', '/groups', { profile: { name: 'Group A' } });
      const before = state();
      const parts = partsFor(emulator, createJournal());
      const { done } = await runSetup(wanted, parts);
      await removeSetup({ ...parts, ...everything });

      assert(!done.some(({ key }) => key === 'group-a'));
      assert.deepEqual(state(), before);
    });

    it('says what a person has to do where rights are missing, and does the rest', async () => {
      const may: readonly (keyof OktaOrgClient)[] = [
        'createGroup',
        'createEventHook',
        'verifyEventHook',
      ];
      const okta = refuseWrites(oktaOf(emulator), may);
      const { done, gaps } = await runSetup(wanted, partsFor(emulator, createJournal(), { okta }));

      assert.deepEqual(
        done.map(({ key }) => key),
        ['group-a', 'group-b', 'event-hook', 'event-hook-verified'],
      );
      const [attribute, policy, rule] = gaps;
      assert.match(attribute?.why ?? '', /^the credential may not do it/);
      assert.deepEqual(attribute?.byHand, {
        where: 'Directory > Profile Editor > User (default) > Add Attribute',
        values: [
          ...['Data type: string', 'Display name: Mobile number', 'Variable name: mobileNumber'],
          'User permission: Read Only',
        ],
      });
      assert.match(
        policy?.byHand.where ?? '',
        engine === 'idx' ? /^Security > Authenticators/ : /^Security > Multifactor/,
      );
      assert.equal(rule?.why, 'it needs what is missing: policy-a');
    });

    it('says why the event hook is not verified, and has it verified the next time', async () => {
      const parts = partsFor(emulator, createJournal());
      endpoint.answers.push({ status: 401 });
      const first = await runSetup(wanted, parts);
      const second = await runSetup(wanted, parts);

      assert.deepEqual(
        first.gaps.map(({ title }) => title),
        ['Have Okta verify the event hook'],
      );
      assert.match(first.gaps[0]?.why ?? '', /the gateway runs with the OKTA_EVENT_HOOK_SECRET/);
      assert.deepEqual(
        second.done.map(({ key }) => key),
        ['event-hook-verified'],
      );
    });

    it('gives the hook of somebody else a new secret only where that is asked for', async () => {
      const okta = oktaOf(emulator);
      const theirs = { name: 'preenroll', url: endpoint.url, secret: 'not-known' };
      await okta.createEventHook({ ...theirs, eventTypes: ['user.lifecycle.create'] });
      const { eventHook } = wanted;
      assert(eventHook);
      const asked = { ...wanted, eventHook: { ...eventHook, isSecretNew: true } };
      const parts = partsFor(emulator, createJournal());

      const { gaps } = await runSetup(asked, parts);
      assert.match(gaps.at(-1)?.why ?? '', /--new-hook-secret/);
      asked.eventHook.mayTakeOver = true;
      assert.deepEqual((await runSetup(asked, parts)).gaps, []);
      assert.equal(endpoint.received.at(-1)?.headers.authorization, eventHook.secret);
      const { left } = await removeSetup({ ...parts, ...everything });
      assert.deepEqual(
        left.map(({ key }) => key),
        ['event-hook'],
      );
    });
  });
}

class Interrupted extends Error {}

/** The connection ends at the nth call that changes something: before Okta gets it, or before its answer arrives. */
function breakOff<T extends object>(okta: T, n: number, when: 'before' | 'after'): T {
  let calls = 0;
  return intercept(okta, async (call) => {
    calls += 1;
    if (calls > n) throw new Interrupted();
    if (calls === n && when === 'before') throw new Interrupted();
    const answer = await call();
    if (calls === n) throw new Interrupted();
    return answer;
  });
}

function refuseWrites(okta: SetupParts['okta'], allowed: readonly string[]): SetupParts['okta'] {
  return intercept(okta, (call, name) => {
    if (allowed.includes(name)) return call();
    throw new OktaApiError({ request: name, status: 403, errorCode: 'E0000006' });
  });
}

function intercept<T extends object>(
  okta: T,
  around: (call: () => Promise<unknown>, name: string) => Promise<unknown>,
): T {
  const reads = /^(read|find|get|list)/;
  return new Proxy(okta, {
    get: (client, name: string) => {
      const method = (client as Record<string, (...given: unknown[]) => Promise<unknown>>)[name];
      return (...given: unknown[]) => {
        assert(method);
        return reads.test(name) ? method(...given) : around(() => method(...given), name);
      };
    },
  });
}
