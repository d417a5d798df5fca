import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import pg from 'pg';
import { exitCodeOf } from '../../src/cli/exit-code-of.js';
import { createProgram } from '../../src/cli/program.js';
import { embedAuditStore } from '../../src/embedded-audit-store.js';
import {
  commandsInBlocks,
  preenrollArguments,
} from '../support/documentation/documented-commands.js';
import { codeSpans } from '../support/documentation/pages.js';
import {
  rehearsed,
  type Rehearsal,
  type Role,
} from '../support/documentation/rehearsed-commands.js';
import { withEnvironment } from '../support/with-environment.js';
import { captureOutput } from '../unit/cli/capture-output.js';
import { userMfaEvent } from '../unit/event-card/user-mfa-event.js';
import { envelope } from '../unit/hook-gateway/envelope.js';
import { oktaApi } from '../unit/okta-emulator/okta-api.js';
import { useNamespace } from './support/namespace.js';
import type { Hire } from './support/okta-org.js';
import { runPreenroll } from './support/run-preenroll.js';
import { hookSecret, useStage } from './support/stage.js';
import { temporalCli } from './support/temporal-by-hand.js';
import { until } from './support/until.js';

/** How a command has ended, and all that it has written. */
interface Ended {
  code: number;
  text: string;
}

/** One story, in which each command finds what those before it have left. */
describe('the commands of the documentation', function () {
  this.timeout('1m');
  const temporal = useNamespace();
  const worker: Record<string, string> = {
    PAYLOAD_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    AUDIT_HASH_KEY: randomBytes(32).toString('base64'),
  };
  const stage = useStage({ temporal, worker });
  const people = new Map<Role, Hire>();
  const documented = new Map(commandsInBlocks().map((command) => [command.text, command]));
  let directory: string;
  let serviceApp: string;
  let closeAuditStore: () => Promise<void>;
  let packs = 0;

  const at = (file: string) => path.join(directory, file);
  const inPack = () => at(`november-${packs}`);

  before(async function () {
    this.timeout('2m');
    directory = await mkdtemp(path.join(tmpdir(), 'preenroll-'));
    await mkdir(at('cache'));
    const store = await embedAuditStore(at('audit'), at('cache'));
    closeAuditStore = () => store.close();
    worker['DATABASE_URL'] = store.databaseUrl;
    const owner = new pg.Client({ connectionString: store.databaseUrl });
    await owner.connect();
    await owner.query('create role preenroll_worker');
    await owner.end();
    await stage().startWorker();
    await castPeople();
    await writeFiles();
    serviceApp = await makeServiceApp();
  });
  after(async () => {
    await closeAuditStore();
    await rm(directory, { recursive: true });
  });

  async function castPeople(): Promise<void> {
    const { okta, untilStatus } = stage();
    const [phone, elsewhere] = ['+14153000001', 'primaryPhone'];
    people.set('waiting', await okta.hire({ ...nameOf('ann'), mobilePhone: phone }));
    for (const role of ['withdrawn', 'by-hand', 'done'] as const) {
      people.set(role, await okta.hire(nameOf(role)));
    }
    people.set(
      'phoneless',
      await okta.hire({ ...nameOf('paul'), mobilePhone: '', [elsewhere]: '' }),
    );
    await letOthersFillGroupA();
    const department = 'Template';
    people.set('from-the-template', await okta.hire({ ...nameOf('fay'), department }));
    await until('Ann is enrolled', async () => {
      const { smsFactors } = await okta.enrollmentOf(personOf('waiting'));
      return smsFactors.length === 1;
    });
    people.set('twin', await okta.hire({ ...nameOf('bob'), mobilePhone: phone }));
    const done = personOf('done');
    await okta.play(done);
    await okta.untilInGroupB(done);
    const { body } = await oktaApi(okta).call('GET', `/users/${done.userId}/factors`);
    for (const { id } of body as { id: string }[]) {
      const factor = `/users/${done.userId}/factors/${id}?removeRecoveryEnrollment=true`;
      await oktaApi(okta).expect(204, 'DELETE', factor);
    }
    for (const role of ['phoneless', 'twin', 'from-the-template'] as const) {
      await untilStatus(personOf(role), ({ stage }) => stage === 'needs-attention');
    }
    for (const role of ['waiting', 'withdrawn', 'by-hand'] as const) {
      await untilStatus(personOf(role), ({ stage }) => stage === 'awaiting-activation');
    }
  }

  async function makeServiceApp(): Promise<string> {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const kid = 'the-only-one';
    await writeFile(at('okta-key.json'), JSON.stringify({ ...(await exportJWK(privateKey)), kid }));
    const { id } = await stage().okta.control<{ id: string }>('POST', '/service-apps', {
      ...{ keys: [{ ...(await exportJWK(publicKey)), kid }], scopes: ['okta.users.read'] },
    });
    return id;
  }

  /** As the template did: what puts people into Group A is not preenroll. */
  async function letOthersFillGroupA(): Promise<void> {
    const { okta } = stage();
    const api = oktaApi(okta);
    const { id } = await api.expect(200, 'POST', '/groups/rules', {
      ...{ type: 'group_rule', name: 'template' },
      conditions: {
        people: { users: { exclude: [] }, groups: { exclude: [] } },
        expression: { value: 'user.department=="Template"', type: 'urn:okta:expression:1.0' },
      },
      actions: { assignUserToGroups: { groupIds: [okta.groups.A] } },
    });
    await api.expect(204, 'POST', `/groups/rules/${id}/lifecycle/activate`);
  }

  async function writeFiles(): Promise<void> {
    const [done, twin] = [personOf('done'), personOf('twin')];
    const delivery = JSON.stringify(envelope([userMfaEvent()]));
    const inputs = { userId: done.userId, factorType: 'email', provider: 'OKTA' };
    const files = {
      'preenroll.yaml': 'phone: { defaultCountry: US }\n',
      'delivery.json': delivery,
      'deliveries.json': `${delivery}\n${delivery}\n`,
      'hires.csv': `login\n${twin.login}\n`,
      'july.csv': `login,start\n${done.login},2026-07-01\n`,
      'inputs.json': JSON.stringify(inputs),
    };
    for (const [name, text] of Object.entries(files)) await writeFile(at(name), text);
  }

  function personOf(role: Role): Hire {
    return people.get(role) ?? assert.fail(`Nobody is ${role}`);
  }

  function environment(): Record<string, string> {
    const { okta } = stage();
    return {
      ...{ ...okta.environment, ...temporal().environment, ...worker },
      ...{ OKTA_EVENT_HOOK_SECRET: hookSecret, AUDIT_SIGNING_KEY_FILE: at('audit-key.pem') },
    };
  }

  /** What stands for something else in the documentation, as it is here. */
  function fill(word: string, who: Role | undefined): string {
    const person = who && personOf(who);
    if (word === 'november') return inPack();
    const [, file] = /^(?:~\/[\w./]*\/)?([\w-]+\.(?:csv|env|json|pem|yaml))$/.exec(word) ?? [];
    if (file !== undefined && file !== 'public-key.pem') return at(file);
    return word
      .replaceAll('00u…', person?.userId ?? '00u…')
      .replaceAll('ann@example.com', person?.login ?? 'ann@example.com')
      .replace(/^https:.*\/okta\/event-hook$/, stage().hookUrl)
      .replace(/^0oa…$/, serviceApp)
      .replaceAll('00g…', stage().okta.groups.A)
      .replace('localhost:4000', new URL(stage().okta.url).host)
      .replace('SSWS secret', `SSWS ${stage().okta.apiToken}`)
      .replace(/^NAME$/, 'july')
      .replace(/^…$/, 'INC-7');
  }

  async function give(words: string[], { input }: Rehearsal): Promise<Ended> {
    const command = { variables: [], words };
    const args = preenrollArguments(command);
    if (args === undefined) return giveAnother(words);
    if (args.includes('pack')) packs += 1;
    const all = args.map((word) => (word.includes('november-') ? inPack() : word));
    if (input !== undefined) {
      const { code, data, said } = await runPreenroll(all, environment(), input);
      return { code: code ?? 1, text: data + said };
    }
    return withEnvironment(environment(), () => giveWithin(all));
  }

  /** Within this process, where it does not cost a second to begin. */
  async function giveWithin(args: readonly string[]): Promise<Ended> {
    let thrown = 0;
    const { stdout, stderr, exitCode } = await captureOutput(async () => {
      const program = await createProgram(args[0]);
      await program.parseAsync(args, { from: 'user' }).catch(async (error: unknown) => {
        thrown = await exitCodeOf(error);
      });
    });
    return { code: thrown || Number(exitCode ?? 0), text: stdout + stderr };
  }

  async function giveAnother([name = '', ...args]: string[]): Promise<Ended> {
    const file = name === 'temporal' ? await temporalCli() : name;
    const cwd = args.join(' ').includes('SHA256SUMS') ? inPack() : directory;
    const env = { ...process.env, ...environment() };
    return new Promise((resolve) => {
      execFile(file, args, { cwd, env }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), text: stdout + stderr });
      });
    });
  }

  for (const rehearsal of rehearsed) {
    const { text, who, exit = 0, says = /(?:)/, more = [], awaited } = rehearsal;
    it(`do what they say: ${text}`, async () => {
      const command = documented.get(text) ?? assert.fail('It is not documented');
      const words = [...command.words, ...more].map((word) => fill(word, who));
      if (awaited) await until(text, async () => says.test((await give(words, rehearsal)).text));
      const { code, text: written } = await give(words, rehearsal);
      assert.equal(code, exit, written);
      assert.match(written, says);
    });
  }

  it('include queries that Temporal understands', async () => {
    const queries = codeSpans('docs/operating.md').filter((span) => span.includes(' = "'));
    assert(queries.length >= 10);
    for (const query of queries) await temporal().client.workflow.count(query);
  });

  it('leave nobody behind', async () => {
    const { okta } = stage();
    await okta.untilInGroupB(personOf('waiting'));
  });
});

function nameOf(name: string): Record<string, string> {
  const login = `${name}@example.com`;
  return { login, email: login, secondEmail: `${name}@home.example` };
}
