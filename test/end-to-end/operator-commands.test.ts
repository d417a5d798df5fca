import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { WorkflowNotFoundError } from '@temporalio/client';
import proto from '@temporalio/proto';
import type { JournalEntry } from '../../okta-emulator/journal.js';
import type { toLimitsJson } from '../../src/cli/describe-limits.js';
import { statusQuery } from '../../src/contract/pre-enroll-user.js';
import { oktaApi } from '../unit/okta-emulator/okta-api.js';
import { useNamespace } from './support/namespace.js';
import type { Hire } from './support/okta-org.js';
import { runPreenroll, type EndedCommand } from './support/run-preenroll.js';
import { useStage } from './support/stage.js';
import { until } from './support/until.js';

const encryptionKey = randomBytes(32).toString('base64');
const who = ['--operator', 'ann', '--reason', 'INC-7: she called'];

interface Row {
  userId: string;
  stage: string;
  reason?: string;
  whoCanFix?: string;
}

describe("an operator with the product's own commands", function () {
  this.timeout('1m');
  const temporal = useNamespace();
  const stage = useStage({
    temporal,
    // What `show --limits` tells of; nobody has to wait for the other buckets.
    okta: {
      OKTA_EMULATOR_RATE_LIMITS:
        'groups=250,users=1000000,getUser=1000000,changeUser=1000000,logs=1000000,other=1000000',
    },
    worker: { PAYLOAD_ENCRYPTION_KEY: encryptionKey },
  });
  const sharedPhone = '+14153000001';
  let waiting: Hire;
  let phoneless: Hire;
  let twin: Hire;
  let siblings: Hire[];
  let held: Hire;
  let repaired: Hire;

  before(async () => {
    const { okta, client, startWorker, untilStatus } = stage();
    await startWorker();
    waiting = await okta.hire({ mobilePhone: sharedPhone });
    await untilStatus(waiting, ({ stage }) => stage === 'awaiting-activation');
    phoneless = await okta.hire({ mobilePhone: '' });
    const shared = [];
    for (let n = 1; n <= 3; n += 1) shared.push(await okta.hire({ mobilePhone: sharedPhone }));
    const [first, ...others] = shared;
    twin = first ?? assert.fail();
    siblings = others;
    await until('Temporal lists those who are parked', async () => {
      const { count } = await client.workflow.count('EnrollmentStage = "needs-attention"');
      return count === 4;
    });
  });

  async function preenroll(...args: string[]): Promise<EndedCommand> {
    return runPreenroll(args, temporal().environment);
  }

  async function inOkta(...args: string[]): Promise<EndedCommand> {
    const { OKTA_CLIENT_ORGURL = '', OKTA_CLIENT_TOKEN = '' } = stage().okta.environment;
    const okta = { OKTA_CLIENT_ORGURL, OKTA_CLIENT_TOKEN };
    return runPreenroll(args, { ...temporal().environment, ...okta });
  }

  async function listed(...options: string[]): Promise<Row[]> {
    const { code, data } = await preenroll('list', '-o', 'json', ...options);
    assert.equal(code, 0);
    return JSON.parse(data) as Row[];
  }

  const userIds = (hires: readonly { userId: string }[]) =>
    hires.map(({ userId }) => userId).toSorted();

  async function stageOf(hire: Hire): Promise<string> {
    return (await stage().runOf(hire).query(statusQuery)).stage;
  }

  /** Other than by reading, by preenroll or by anybody else. */
  async function changesTo({ userId }: Hire): Promise<string[]> {
    const journal = await stage().okta.control<JournalEntry[]>('GET', '/journal');
    return journal
      .filter(({ method, path }) => method !== 'GET' && path.includes(userId))
      .map(({ method, path }) => `${method} ${path}`);
  }

  describe('freezing everything', () => {
    it('is refused with personal data in the reason, and nothing is frozen', async () => {
      for (const args of [
        ['freeze', '--operator', 'ann', '--reason', 'as bo@home.example says'],
        ['unfreeze', '--operator', 'ann', '--reason', 'call (415) 300-0001'],
      ]) {
        const { code, data, said } = await preenroll(...args);
        assert.deepEqual([code, data], [2, '']);
        assert.match(said, /^Leave mail addresses and phone numbers out/);
      }
      const { code, data } = await preenroll('unfreeze', ...who);
      assert.deepEqual([code, data], [0, 'Nothing is frozen.\n']);
    });

    it('keeps a new hire from being touched, and is told to everybody', async () => {
      const frozen = await preenroll('freeze', ...who);
      assert.deepEqual([frozen.code, frozen.data], [0, 'Everything is frozen.\n']);
      const again = await preenroll('freeze', '--operator', 'bob', '--reason', 'me too');
      assert.match(again.data, /^Already frozen since \S+ by ann: INC-7: she called$/m);
      assert.equal(again.code, 0);

      const { okta, runOf } = stage();
      held = await okta.hire();
      await until('an attempt to change something has come to nothing', async () => {
        const run = await runOf(held).describe().catch(ifNotThereYet);
        return (run?.raw.pendingActivities ?? []).some(
          ({ lastFailure }) => lastFailure?.applicationFailureInfo?.type === 'Frozen',
        );
      });
      assert.deepEqual(await changesTo(held), []);
      const shown = await preenroll('show', held.userId);
      assert.match(shown.said, /^EVERYTHING IS FROZEN since \S+ by ann: INC-7: she called$/m);
      assert.match(shown.data, /addToGroup +try \d+ +last failure Frozen: /);
    });

    it('ends with `unfreeze`', async () => {
      const { code, data } = await preenroll('unfreeze', ...who);
      assert.equal(code, 0);
      assert.match(data, /^The freeze ends/);
    });
  });

  describe('list', () => {
    it('shows who needs attention, why, and who can help, those first who wait longest', async () => {
      const { code, data, said } = await preenroll('list', '--stage', 'needs-attention');
      assert.equal(code, 0);
      assert.match(
        data,
        new RegExp(`^${phoneless.userId} +needs-attention +phone-missing +HR `, 'm'),
      );
      assert.match(
        data,
        /^phone-shared \(3\): Another user of the org has the same phone number\.$/m,
      );
      assert.match(said, /^4 hires; 4 need attention$/m);

      const rows = await listed();
      assert.equal(rows.length, 6);
      assert.equal(rows[0]?.userId, waiting.userId);
    });

    it('finds hires by their stage, their reason, how long they wait, and in the words of Temporal', async () => {
      const isListed = async (options: string[], hires: Hire[]) => {
        assert.deepEqual(userIds(await listed(...options)), userIds(hires), options.join(' '));
      };
      const them = `OktaUserId IN ("${waiting.userId}", "${twin.userId}")`;
      await Promise.all([
        isListed(['--query', them], [waiting, twin]),
        isListed(['--stage', 'awaiting-activation', '--query', them], [waiting]),
        isListed(['--reason', 'phone-shared'], [twin, ...siblings]),
        isListed(['--waiting-longer-than', '1h'], []),
        isListed(['--reason', 'phone-missing', '--waiting-longer-than', '1s'], [phoneless]),
      ]);
      const wrong = await preenroll('list', '--query', 'No such words');
      assert.equal(wrong.code, 2);
      assert.match(wrong.said, /^Temporal does not take the query: /);
    });

    it('prints an object a line for programs', async () => {
      const { code, data } = await preenroll(
        ...(['list', '--reason', 'phone-missing', '-o', 'jsonl'] as const),
      );
      assert.equal(code, 0);
      const [row, ...others] = data.trimEnd().split('\n');
      const { userId, reason, whoCanFix } = JSON.parse(row ?? '') as Row;
      assert.deepEqual([userId, reason, whoCanFix], [phoneless.userId, 'phone-missing', 'HR']);
      assert.deepEqual(others, []);
    });
  });

  describe('show', () => {
    it('tells how the rate limits of Okta stand, and wants either that or a user', async () => {
      const { code, data } = await preenroll('show', '--limits', '-o', 'json');
      assert.equal(code, 0);
      const { buckets, workers, silent } = JSON.parse(data) as ReturnType<typeof toLimitsJson>;
      assert.deepEqual(silent, []);
      assert.equal(workers.length, 1);
      const groups = buckets.find(({ bucket }) => bucket === 'groups') ?? assert.fail();
      assert.deepEqual([groups.limit, groups.share, groups.backlog], [250, 237, 0]);

      assert.equal((await preenroll('show')).code, 2);
      assert.equal((await preenroll('show', waiting.userId, '--limits')).code, 2);
    });

    it('tells what is wrong, what to do, and what was done, and names nobody', async () => {
      const { code, data } = await preenroll('show', twin.userId);
      assert.equal(code, 0);
      assert.match(data, new RegExp(`^${twin.userId}: needs-attention for \\d+m, since `));
      assert.match(data, /^ *reason +phone-shared$/m);
      assert.match(data, /preenroll resume 00u\w{17} --accept .* enrolls the number although/);
      assert.match(data, /put into Group A/);
      assert.doesNotMatch(data, /@|4153000001/);
    });

    it('finds the run by login and by mail address, and says no address', async () => {
      for (const name of [waiting.login, waiting.secondEmail]) {
        const { code, data, said } = await inOkta('show', name, '-o', 'json');
        assert.equal(code, 0, said);
        const { userId, status } = JSON.parse(data) as { userId: string; status: Row };
        assert.deepEqual([userId, status.stage], [waiting.userId, 'awaiting-activation']);
        assert.doesNotMatch(data + said, /@/);
      }
    });

    it('finds nobody where there is nobody, and no run where there is none', async () => {
      const { code, said } = await inOkta('show', 'nobody@example.com');
      assert.deepEqual(
        [code, said],
        [3, 'Okta has no user with this id, login or mail address.\n'],
      );
      const without = await preenroll('show', '00u00000000000000000');
      assert.equal(without.code, 3);
      assert.match(without.said, /^Temporal has no run for 00u0/);
    });
  });

  describe('resume', () => {
    it('makes the run go on after a repair of which no event tells', async () => {
      const { okta, untilStatus } = stage();
      await okta.control('PUT', '/settings', { telephonyProviderActive: false });
      repaired = await okta.hire();
      await untilStatus(repaired, ({ attention }) => attention?.reason === 'telephony-missing');
      await okta.control('PUT', '/settings', { telephonyProviderActive: true });

      const { code, data } = await preenroll('resume', repaired.userId, ...who);
      assert.equal(code, 0);
      assert.match(data, /\tdone\tawaiting-activation\tgone on: waits for the person to activate/);
      const { smsFactors } = await okta.enrollmentOf(repaired);
      assert.deepEqual(smsFactors, ['ACTIVE']);
    });

    it('tells that the run has parked again where nothing is repaired', async () => {
      const { code, data } = await preenroll('resume', phoneless.userId, ...who, '-o', 'json');
      assert.equal(code, 0);
      const { became, reason } = JSON.parse(data) as { became: string; reason: string };
      assert.deepEqual([became, reason], ['parked-again', 'phone-missing']);
    });

    it('accepts what can be accepted, and refuses what cannot', async () => {
      const accepted = await preenroll('resume', twin.userId, '--accept', ...who, '-o', 'json');
      assert.equal(accepted.code, 0);
      const { became } = JSON.parse(accepted.data) as { became: string };
      assert.equal(became, 'gone-on');
      assert.deepEqual((await stage().okta.enrollmentOf(twin)).smsFactors, ['ACTIVE']);
      const { acts } = await stage().runOf(twin).query(statusQuery);
      const [act, ...others] = acts ?? [];
      assert.deepEqual(
        [act?.operator, act?.reason, act?.accepted, others],
        ['ann', 'INC-7: she called', 'phone-shared', []],
      );

      const refused = await preenroll('resume', phoneless.userId, '--accept', ...who);
      assert.equal(refused.code, 1);
      assert.match(refused.data, /\trefused\tnot-acceptable\t/);
    });

    it('does it to all whom a query finds, if somebody says yes', async () => {
      const many = ['resume', '--query', 'AttentionReason = "phone-shared"', '--accept', ...who];
      const asked = await preenroll(...many);
      assert.equal(asked.code, 2);
      assert.match(asked.said, /^The query finds 2 hires:$/m);
      assert.match(asked.said, /there is no terminal to ask at\. Add --yes/);
      for (const hire of siblings) assert.equal(await stageOf(hire), 'needs-attention');

      const done = await preenroll(...many, '--yes', '-o', 'jsonl');
      assert.equal(done.code, 0);
      const rows = done.data
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { userId: string; outcome: string });
      assert.deepEqual(userIds(rows), userIds(siblings));
      assert(rows.every(({ outcome }) => outcome === 'done'));
      assert.match(done.said, /^2 done$/m);
      const { untilStatus } = stage();
      for (const hire of siblings) {
        await untilStatus(hire, ({ stage }) => stage === 'awaiting-activation');
      }
    });
  });

  describe('resend', () => {
    it('is refused so soon after the last mail', async () => {
      const { code, data } = await preenroll('resend', waiting.userId, ...who);
      assert.equal(code, 1);
      assert.match(data, /\trefused\ttoo-soon\tA mail went out less than ten minutes ago/);
    });
  });

  describe('correct-phone', () => {
    it('takes the number from standard input, and nobody can read it in the history', async () => {
      const run = stage().runOf(phoneless);
      const correct = (environment: Record<string, string>) =>
        runPreenroll(
          ['correct-phone', phoneless.userId, '--number-from-stdin', ...who],
          { ...temporal().environment, ...environment },
          '+1 415 300 0099\n',
        );
      const keyless = await correct({});
      assert.equal(keyless.code, 2);
      assert.match(keyless.said, /PAYLOAD_ENCRYPTION_KEY is not set/);

      const { code, data } = await correct({ PAYLOAD_ENCRYPTION_KEY: encryptionKey });
      assert.equal(code, 0);
      assert.match(data, /\tdone\t/);
      const { okta, untilStatus } = stage();
      await untilStatus(phoneless, ({ stage }) => stage === 'awaiting-activation');
      const { body } = await oktaApi(okta).call('GET', `/users/${phoneless.userId}/factors`);
      assert.match(JSON.stringify(body), /"phoneNumber":"\+14153000099"/);

      const history = await run.fetchHistory();
      const bytes = proto.temporal.api.history.v1.History.encode(history).finish();
      const text = Buffer.from(bytes).toString();
      assert.match(text, /"encrypted"/);
      assert.doesNotMatch(text.replace(/[\s()-]/g, ''), /4153000099/);
    });
  });

  describe('start', () => {
    it('starts whoever has no run, with the reason in it, and is a duplicate the next time', async () => {
      const name = 'admin@example.com';
      const started = await inOkta('start', name, ...who, '-o', 'json');
      assert.equal(started.code, 0, started.said);
      const { userId, outcome } = JSON.parse(started.data) as { userId: string; outcome: string };
      assert.equal(outcome, 'started');
      const result = await stage().runOf({ userId, login: name, secondEmail: '' }).result();
      assert.deepEqual(
        [result.outcome, 'reason' in result && result.reason],
        ['skipped', 'already-active'],
      );

      const again = await inOkta('start', name, ...who);
      assert.deepEqual([again.code, again.data], [0, `${userId}\tduplicate\n`]);
      const shown = await preenroll('show', userId);
      assert.match(shown.data, /started by +ann: "INC-7: she called"/);
      assert.match(shown.data, /^Ended as skipped \(already-active\)/m);
    });

    it('does not start a second run while there is one', async () => {
      const { code, data } = await preenroll('start', waiting.userId, '--again', ...who);
      assert.deepEqual([code, data], [0, `${waiting.userId}\tduplicate\n`]);
    });
  });

  describe('undo', () => {
    it('takes back what was done, after which the hire can be started again', async () => {
      const { okta, untilStatus } = stage();
      const { code, data } = await preenroll('undo', twin.userId, ...who);
      assert.equal(code, 0);
      assert.match(data, /\tdone\tundone\t/);
      assert.deepEqual(await okta.enrollmentOf(twin), { groups: [], smsFactors: [] });

      const shown = await preenroll('show', twin.userId);
      assert.match(
        shown.data,
        /^Ended as undone at \S+: unenrolled the phone; took out of Group A\.$/m,
      );
      const ended = await preenroll('undo', twin.userId, ...who);
      assert.equal(ended.code, 3);

      const again = await preenroll('start', twin.userId, '--again', ...who);
      assert.deepEqual([again.code, again.data], [0, `${twin.userId}\tstarted\n`]);
      await untilStatus(twin, ({ attention }) => attention?.reason === 'phone-shared');
    });
  });

  describe('cancel', () => {
    it('ends the run and leaves everything as it is, after which the hire can be started again', async () => {
      const { okta, runOf, untilStatus } = stage();
      const { code, data, said } = await preenroll('cancel', repaired.userId, ...who);
      assert.equal(code, 0);
      assert.match(data, /\tsent\t/);
      assert.match(said, /stays there; `preenroll undo` takes it back/);
      await until('the run is cancelled', async () => {
        const { status } = await runOf(repaired).describe();
        return status.name === 'CANCELLED';
      });
      assert.deepEqual(await okta.enrollmentOf(repaired), {
        groups: ['A'],
        smsFactors: ['ACTIVE'],
      });

      const again = await preenroll('start', repaired.userId, '--again', ...who);
      assert.deepEqual([again.code, again.data], [0, `${repaired.userId}\tstarted\n`]);
      await untilStatus(repaired, ({ stage }) => stage === 'awaiting-activation');
    });
  });

  describe('without Temporal', () => {
    it('every command says so, with an exit code of its own', async () => {
      const commands = [['list'], ['resume', waiting.userId, ...who], ['freeze', ...who]];
      for (const { code, data, said } of await Promise.all(
        commands.map((args) => runPreenroll(args, { TEMPORAL_ADDRESS: '127.0.0.1:1' })),
      )) {
        assert.deepEqual([code, data], [4, '']);
        assert.match(said, /^Temporal at 127\.0\.0\.1:1 cannot be reached/);
      }
    });
  });

  describe('what a freeze has held back', () => {
    it('is done by itself within half a minute after the freeze', async () => {
      const { okta, untilStatus } = stage();
      await untilStatus(held, ({ stage }) => stage === 'awaiting-activation');
      assert.deepEqual(await okta.enrollmentOf(held), { groups: ['A'], smsFactors: ['ACTIVE'] });
    });
  });
});

function ifNotThereYet(error: unknown): undefined {
  if (!(error instanceof WorkflowNotFoundError)) throw error;
}
