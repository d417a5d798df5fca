import assert from 'node:assert/strict';
import { InputError } from '../../../src/cli/read-stored-events.js';
import { describeGaps, describePlan, difference } from '../../../src/cli/describe-setup.js';
import { completeWanted, isHookUrl, type Ask } from '../../../src/cli/setup-answers.js';
import { setupCommand } from '../../../src/cli/setup.js';
import type { FoundOrg } from '../../../src/setup/found-org.js';
import type { WantedSetup } from '../../../src/setup/wanted-setup.js';

const wanted: WantedSetup = {
  groups: { a: { name: 'A' }, b: { name: 'B' } },
  phone: { self: 'READ_ONLY' },
  signOnRule: false,
  eventHook: { url: '', secret: 'x', eventTypes: [], isSecretNew: false, mayTakeOver: false },
};
const found = { engine: 'idx', signOnPolicies: [], eventHooks: [] } as unknown as FoundOrg;
const hook = { name: 'preenroll', url: 'https://known.example.com/okta/event-hook' };

describe('the setup command', () => {
  it('takes the address of the hook that is there', async () => {
    const known = { ...found, eventHooks: [hook] } as FoundOrg;

    assert.equal((await completeWanted(wanted, known, undefined)).eventHook?.url, hook.url);
  });

  it('asks for what it cannot find out, and for nothing else', async () => {
    const asked: string[] = [];
    const ask: Ask = {
      text({ message, validate }) {
        asked.push(message);
        assert.match(validate('http://hooks.example.com') ?? '', /https/);
        return Promise.resolve('https://hooks.example.com/okta/event-hook');
      },
      confirm(message) {
        asked.push(message);
        return Promise.resolve(true);
      },
    };
    const complete = await completeWanted(wanted, found, ask);
    assert.equal(complete.eventHook?.url, 'https://hooks.example.com/okta/event-hook');
    assert.equal(complete.signOnRule, true);
    assert.equal(asked.length, 2);

    await completeWanted(complete, found, ask);
    assert.equal(asked.length, 2);
  });

  it('names the option where nobody can be asked', async () => {
    await assert.rejects(completeWanted(wanted, found, undefined), (error) => {
      assert(error instanceof InputError);
      assert.match(error.message, /--hook-url/);
      return true;
    });
  });

  it('takes plain http for this machine alone', () => {
    const urls = ['https://a.example', 'http://127.0.0.1:3000/x', 'http://a.example', 'a.example'];

    assert.deepEqual(urls.map(isHookUrl), [true, true, false, false]);
  });

  it('shows the plan as a difference', () => {
    assert.deepEqual(
      difference({ is: ['Name: x', 'Status: INACTIVE'], willBe: ['Name: x', 'Status: ACTIVE'] }),
      [...['- Status: INACTIVE', '  Name: x', '+ Status: ACTIVE']],
    );
    assert.deepEqual(describePlan({ steps: [], ids: {}, gaps: [], warnings: [] }), [
      'There is nothing to do.',
    ]);
  });

  it('shows what is left as the way through the menus', () => {
    const byHand = { where: 'Directory > Groups > Add group', values: ['Name: Group A'] };

    assert.deepEqual(describeGaps([{ title: 'Group A', why: 'the credential may not', byHand }]), [
      ...['1. Group A', '   why:   the credential may not'],
      ...['   where: Directory > Groups > Add group', '          Name: Group A'],
    ]);
  });

  it('refuses an address that is none', async () => {
    const command = setupCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => undefined });

    await assert.rejects(command.parseAsync(['--hook-url', 'nowhere'], { from: 'user' }), {
      code: 'commander.invalidArgument',
    });
  });
});
