import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import {
  readGatewayConfig,
  readOktaLookupConfig,
  readWorkerConfig,
} from '../../../src/configuration/config.js';
import { ConfigurationError } from '../../../src/configuration/configuration-error.js';
import { toReactionsConfig } from '../../../src/configuration/to-reactions.js';
import {
  readEmbeddedConfig,
  readTemporalConfig,
} from '../../../src/configuration/temporal-config.js';
import { ssws } from '../../support/ssws.js';
import { ecKey } from '../okta/authorization/keys.js';
import type { Population } from '../../../src/activities/enrollment-settings.js';

const secret = 'sixteen-random-bytes-of-text';
const groupA = '00g0000000000000000A';
const groupB = '00g0000000000000000B';
const worker = {
  OKTA_CLIENT_ORGURL: 'https://example.okta.com',
  OKTA_CLIENT_TOKEN: '00token',
  OKTA_GROUP_A: groupA,
  OKTA_GROUP_B: groupB,
  SMTP_URL: 'smtp://user:word@mail.example.com:587',
  MAIL_FROM: 'IT <it@example.com>',
};

const encryptionKey = randomBytes(32);
const PAYLOAD_ENCRYPTION_KEY = encryptionKey.toString('base64');

/** What holds for the gateway and the worker where no file says otherwise. */
const eventDefaults = {
  events: { ignoreTypes: [], ignoreActors: [], ownActors: [], signInHints: 'hook' },
  eventCards: [],
  encryptionKey: undefined,
};

const day = 24 * 60 * 60_000;

/** All hires, treated as they are where no file says otherwise. */
const defaultPopulation: Population = {
  name: 'default',
  groups: { A: groupA, B: groupB },
  trustsGroupA: false,
  phoneAttributes: ['mobileNumber', 'mobilePhone'],
  ...{
    defaultCountry: undefined,
    phoneCountries: undefined,
    batchAttribute: undefined,
    startDateAttribute: undefined,
  },
  ...{ holdsSharedPhones: true, holdsChangedPhones: true, checksPolicies: true },
  completionRule: 'mfa-verified',
  hires: { userTypes: [], groups: [] },
  waiting: {
    reminders: [day, 3 * day, 6 * day],
    workingHours: {
      ...{ from: 9 * 60, to: 17 * 60, days: [1, 2, 3, 4, 5] },
      ...{ timeZoneAttribute: 'timezone', timeZone: 'UTC' },
    },
    linkLifetime: 7 * day,
    escalation: { managerAttribute: 'managerId' },
    expiry: { after: undefined, removesFromGroupA: false, unenrollsSms: false },
  },
  sittingDays: 14,
};

/** The message of the refusal. */
function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    assert(error instanceof ConfigurationError, String(error));
    return error.message;
  }
  assert.fail('the configuration was accepted');
}

describe('the configuration', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'preenroll-config-'));
  });

  afterEach(() => rm(directory, { recursive: true }));

  async function write(name: string, content: string): Promise<string> {
    const file = path.join(directory, name);
    await writeFile(file, content);
    return file;
  }

  describe('of the gateway', () => {
    it('needs the secret alone', () => {
      assert.deepEqual(readGatewayConfig({ OKTA_EVENT_HOOK_SECRET: secret }), {
        ...{ ...eventDefaults, reactions: undefined, networks: undefined },
        secrets: [secret],
        host: '127.0.0.1',
        port: 3000,
        metricsAddress: '127.0.0.1:9464',
        healthAddress: '127.0.0.1:9467',
        tracing: undefined,
        logLevel: 'info',
      });
    });

    it('takes what is set', () => {
      const config = readGatewayConfig({
        OKTA_EVENT_HOOK_SECRET: secret,
        OKTA_EVENT_HOOK_SECRET_PREVIOUS: `${secret}-previous`,
        PAYLOAD_ENCRYPTION_KEY,
        HOST: '0.0.0.0',
        PORT: '0',
        METRICS_ADDRESS: '0.0.0.0:9000',
        HEALTH_ADDRESS: '0.0.0.0:9001',
        LOG_LEVEL: 'debug',
      });

      assert.deepEqual(config, {
        ...{ ...eventDefaults, reactions: undefined, networks: undefined },
        encryptionKey,
        secrets: [secret, `${secret}-previous`],
        host: '0.0.0.0',
        port: 0,
        metricsAddress: '0.0.0.0:9000',
        healthAddress: '0.0.0.0:9001',
        tracing: undefined,
        logLevel: 'debug',
      });
    });

    it('traces where a collector is named, in OpenTelemetry’s own variables', () => {
      const traced = (more: Record<string, string>) =>
        readGatewayConfig({
          OKTA_EVENT_HOOK_SECRET: secret,
          ...{ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otel.example.com/', ...more },
        }).tracing;
      assert.deepEqual(traced({}), { url: 'https://otel.example.com/v1/traces', headers: {} });
      assert.deepEqual(traced({ OTEL_EXPORTER_OTLP_HEADERS: 'a-key=x%20y==, b=2' })?.headers, {
        ...{ 'a-key': 'x y==', b: '2' },
      });
      for (const [name, wrong] of [
        ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4317'],
        ['OTEL_EXPORTER_OTLP_HEADERS', 'a-secret'],
        ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc'],
      ] as const) {
        const message = refusal(() => traced({ [name]: wrong }));
        assert.match(message, new RegExp(`^  ${name} must be`, 'm'));
        assert(!message.includes(wrong));
      }
    });

    it('takes an empty variable as not set', () => {
      const empty = { OKTA_EVENT_HOOK_SECRET_PREVIOUS: '', HOST: '', PORT: '', LOG_LEVEL: '' };

      assert.deepEqual(
        readGatewayConfig({ OKTA_EVENT_HOOK_SECRET: secret, ...empty }),
        readGatewayConfig({ OKTA_EVENT_HOOK_SECRET: secret }),
      );
      assert.match(
        refusal(() => readGatewayConfig({ OKTA_EVENT_HOOK_SECRET: '' })),
        /OKTA_EVENT_HOOK_SECRET is not set/,
      );
    });

    it('refuses a secret that can be guessed or that no header can carry', () => {
      for (const weak of ['short', 'a'.repeat(21), `${secret} `, `${secret}\n`, `${secret}ä`]) {
        const message = refusal(() => readGatewayConfig({ OKTA_EVENT_HOOK_SECRET: weak }));
        assert.match(message, /OKTA_EVENT_HOOK_SECRET must be/);
        assert.ok(!message.includes(weak));
      }
    });

    it('names everything that is wrong in one message', () => {
      const message = refusal(() =>
        readGatewayConfig({
          OKTA_EVENT_HOOK_SECRET_PREVIOUS: 'abc',
          PORT: '65536',
          METRICS_ADDRESS: 'metrics',
          LOG_LEVEL: 'loud',
        }),
      );

      assert.match(message, /^ {2}OKTA_EVENT_HOOK_SECRET is not set$/m);
      for (const name of ['OKTA_EVENT_HOOK_SECRET_PREVIOUS', 'PORT', 'METRICS_ADDRESS']) {
        assert.match(message, new RegExp(`^  ${name} (?!is not set)`, 'm'));
      }
      assert.match(message, /^ {2}LOG_LEVEL .*"debug"/m);
      assert.doesNotMatch(message, /abc|65536|loud/);
    });

    for (const weak of ['short', Buffer.alloc(31).toString('base64'), '%'.repeat(44)]) {
      it(`refuses the encryption key ${weak}, and does not repeat it`, () => {
        const message = refusal(() =>
          readGatewayConfig({ OKTA_EVENT_HOOK_SECRET: secret, PAYLOAD_ENCRYPTION_KEY: weak }),
        );
        assert.match(message, /^ {2}PAYLOAD_ENCRYPTION_KEY /m);
        assert.ok(!message.includes(weak));
      });
    }

    for (const port of ['-1', '3.5', 'http', '3000x', '1e9']) {
      it(`refuses the port ${port}`, () => {
        const environment = { OKTA_EVENT_HOOK_SECRET: secret, PORT: port };
        assert.match(
          refusal(() => readGatewayConfig(environment)),
          /PORT/,
        );
      });
    }
  });

  describe('of the worker', () => {
    it('needs the Okta, group and mail settings', () => {
      assert.deepEqual(readWorkerConfig(worker), {
        okta: { orgUrl: 'https://example.okta.com', credential: ssws('00token') },
        pacing: { share: 0.95, concurrency: 30 },
        smtp: { url: worker.SMTP_URL, from: worker.MAIL_FROM },
        mails: { folder: undefined, language: 'en' },
        settings: { populations: [defaultPopulation], ownActors: [] },
        ...{ ...eventDefaults, previousEncryptionKeys: [] },
        reactions: toReactionsConfig(undefined, () => undefined),
        ...{ groupASweep: { hour: 3 }, surge: undefined, backfill: { inProgress: 40 } },
        drift: { hour: 4 },
        neededScopes: [
          ...['okta.users.read', 'okta.groups.read', 'okta.users.manage', 'okta.groups.manage'],
          ...['okta.logs.read', 'okta.policies.read'],
        ],
        reconciliation: { intervalSeconds: 60, shareOfLimit: 0.5 },
        audit: { databaseUrl: undefined, hashKey: undefined },
        metricsAddress: '127.0.0.1:9465',
        tracing: undefined,
        healthAddress: '127.0.0.1:9466',
        logLevel: 'info',
      });
    });

    it('names each variable that is not set', () => {
      const message = refusal(() => readWorkerConfig({}));

      for (const name of Object.keys(worker)) {
        assert.match(message, new RegExp(`^  ${name} is not set$`, 'm'));
      }
    });

    it('names each variable that is wrong, and never shows its value', () => {
      const wrong = {
        OKTA_CLIENT_ORGURL: 'secret-org',
        OKTA_CLIENT_TOKEN: 'secret-token\n',
        OKTA_GROUP_A: 'secret-group',
        OKTA_GROUP_B: '00g0000000000000000',
        SMTP_URL: 'mail.secret.example.com:25',
        MAIL_FROM: 'secret-sender',
        DATABASE_URL: 'mysql://secret@example.com',
        AUDIT_HASH_KEY: Buffer.from('secret').toString('base64'),
        METRICS_ADDRESS: 'secret-address',
      };
      const message = refusal(() => readWorkerConfig(wrong));

      for (const name of Object.keys(wrong)) {
        assert.match(message, new RegExp(`^  ${name} must`, 'm'));
      }
      assert.doesNotMatch(message, /secret/);
    });

    const orgUrls = {
      accepted: [
        'https://example.okta.com',
        'http://127.0.0.1:3001',
        'http://[::1]:3001',
        'http://localhost:3001',
        'http://okta-emulator:3001',
      ],
      refused: [
        'http://example.okta.com',
        'http://127.example.com',
        'http://localhost.example.com',
        'http://10.0.0.1',
        'http://[2001:db8::1]',
        'ftp://example.okta.com',
        'example.okta.com',
      ],
    };
    for (const OKTA_CLIENT_ORGURL of orgUrls.accepted) {
      it(`talks to ${OKTA_CLIENT_ORGURL}`, () => {
        const { okta } = readWorkerConfig({ ...worker, OKTA_CLIENT_ORGURL });
        assert.equal(okta.orgUrl, OKTA_CLIENT_ORGURL);
      });
    }
    for (const OKTA_CLIENT_ORGURL of orgUrls.refused) {
      it(`does not send a token to ${OKTA_CLIENT_ORGURL}`, () => {
        assert.match(
          refusal(() => readWorkerConfig({ ...worker, OKTA_CLIENT_ORGURL })),
          /OKTA_CLIENT_ORGURL must be a URL with https:/,
        );
      });
    }

    describe('says who we are to Okta', () => {
      const privateKey = ecKey('key-1').jwkText;
      const { OKTA_CLIENT_TOKEN, ...tokenless } = worker;
      const clientId = '0oa0000000000000app1';
      const app = {
        ...{ ...tokenless, OKTA_CLIENT_CLIENTID: clientId, OKTA_CLIENT_PRIVATEKEY: privateKey },
      };

      it('by a service app, which asks for the scopes that are needed, with DPoP', () => {
        const { okta } = readWorkerConfig(app);

        assert.deepEqual(okta.credential, {
          ...{ mode: 'PrivateKey', clientId, privateKey: { value: privateKey }, isDpopUsed: true },
          scopes: [
            ...['okta.users.read', 'okta.groups.read', 'okta.users.manage', 'okta.groups.manage'],
            ...['okta.logs.read', 'okta.policies.read'],
          ],
        });
      });

      it('by a service app that is described in full', async () => {
        const file = await write('key.json', `${privateKey}\n`);
        const { okta } = readWorkerConfig({
          ...{ ...tokenless, OKTA_CLIENT_CLIENTID: clientId, OKTA_CLIENT_PRIVATEKEY_FILE: file },
          ...{ OKTA_CLIENT_AUTHORIZATIONMODE: 'PrivateKey', OKTA_CLIENT_KEYID: 'k1' },
          ...{ OKTA_CLIENT_SCOPES: 'okta.users.read, okta.logs.read', OKTA_CLIENT_DPOP: 'false' },
        });

        assert.deepEqual(okta.credential, {
          ...{ mode: 'PrivateKey', clientId, keyId: 'k1', privateKey: { file } },
          ...{ isDpopUsed: false, scopes: ['okta.users.read', 'okta.logs.read'] },
        });
      });

      it('by an API token, which may be in a file', async () => {
        const file = await write('token', '00token\n');

        const { okta } = readWorkerConfig({ ...tokenless, OKTA_CLIENT_TOKEN_FILE: file });
        assert.deepEqual(okta.credential, { mode: 'SSWS', token: { file } });
      });

      it('and takes what the app does for its own', async () => {
        const yaml = 'events: { ownActors: [00T0000000000000tok1] }';
        const PREENROLL_CONFIG = await write('own.yaml', yaml);
        const { settings, events } = readWorkerConfig({ ...app, PREENROLL_CONFIG });

        assert.deepEqual(settings.ownActors, ['00T0000000000000tok1', clientId]);
        assert.deepEqual(events.ownActors, settings.ownActors);
      });

      it('by the mode, where both are there', () => {
        const both = { ...app, OKTA_CLIENT_TOKEN };
        const modeOf = (OKTA_CLIENT_AUTHORIZATIONMODE: string) =>
          readWorkerConfig({ ...both, OKTA_CLIENT_AUTHORIZATIONMODE }).okta.credential.mode;

        assert.match(
          refusal(() => readWorkerConfig(both)),
          /both set.*OKTA_CLIENT_AUTHORIZATIONMODE/,
        );
        assert.equal(modeOf('SSWS'), 'SSWS');
        assert.equal(modeOf('PrivateKey'), 'PrivateKey');
      });

      it('and asks for less where users are only looked up', () => {
        const credential = readOktaLookupConfig(app)?.credential;
        assert(credential?.mode === 'PrivateKey');
        assert.deepEqual(credential.scopes, ['okta.users.read', 'okta.groups.read']);
      });

      const wrong: [what: string, variables: Record<string, string>, message: RegExp][] = [
        ['no client', { OKTA_CLIENT_CLIENTID: '' }, /^ {2}OKTA_CLIENT_CLIENTID is not set$/m],
        ['no key', { OKTA_CLIENT_PRIVATEKEY: '' }, /^ {2}OKTA_CLIENT_PRIVATEKEY is not set$/m],
        ['no key that can be read', { OKTA_CLIENT_PRIVATEKEY: 'secret' }, /must be PEM/],
        [
          'another mode',
          { OKTA_CLIENT_AUTHORIZATIONMODE: 'secret' },
          /OKTA_CLIENT_AUTHORIZATIONMODE must be SSWS or PrivateKey/,
        ],
        ['no scopes', { OKTA_CLIENT_SCOPES: 'secret' }, /OKTA_CLIENT_SCOPES must be scopes/],
        ['an empty list of scopes', { OKTA_CLIENT_SCOPES: ' , ' }, /OKTA_CLIENT_SCOPES must/],
        ['an unclear wish for DPoP', { OKTA_CLIENT_DPOP: 'secret' }, /must be true or false/],
        ['a proxy that is no URL', { HTTPS_PROXY: 'secret:80' }, /HTTPS_PROXY must be a URL/],
        [
          'a key file that is not there',
          { OKTA_CLIENT_PRIVATEKEY: '', OKTA_CLIENT_PRIVATEKEY_FILE: '/nowhere' },
          /OKTA_CLIENT_PRIVATEKEY_FILE cannot be read/,
        ],
      ];
      for (const [what, variables, message] of wrong) {
        it(`is refused with ${what}`, () => {
          const said = refusal(() => readWorkerConfig({ ...app, ...variables }));
          assert.match(said, message);
          assert.doesNotMatch(said, /secret/);
        });
      }

      it('is refused with a file that holds no key, or no token', async () => {
        const file = await write('secret', 'secret and more');

        for (const name of ['OKTA_CLIENT_PRIVATEKEY', 'OKTA_CLIENT_TOKEN']) {
          const from = name === 'OKTA_CLIENT_TOKEN' ? tokenless : app;
          const said = refusal(() =>
            readWorkerConfig({ ...from, [name]: '', [`${name}_FILE`]: file }),
          );
          assert.match(said, new RegExp(`^${name}_FILE`));
          assert.doesNotMatch(said, /secret and more/);
        }
      });
    });

    it('knows the proxies that the environment names, in lower case first', () => {
      const HTTPS_PROXY = 'http://proxy.example.com:3128';
      const proxies = { HTTPS_PROXY, https_proxy: 'http://other.example.com', NO_PROXY: '.test' };

      assert.deepEqual(readWorkerConfig({ ...worker, ...proxies }).okta.proxy, {
        ...{ httpsProxy: 'http://other.example.com', httpProxy: undefined, noProxy: '.test' },
      });
      assert.equal(readWorkerConfig({ ...worker, NO_PROXY: '.test' }).okta.proxy, undefined);
    });

    it('refuses one group in both roles', () => {
      assert.match(
        refusal(() => readWorkerConfig({ ...worker, OKTA_GROUP_B: groupA })),
        /OKTA_GROUP_A and OKTA_GROUP_B/,
      );
    });
  });

  describe('in the file', () => {
    const yaml = [
      `groups: { a: ${groupA}, b: ${groupB} }`,
      'phone: { attributes: [workMobile], defaultCountry: NL }',
      'completion: active',
    ].join('\n');
    const withoutGroups = { ...worker, OKTA_GROUP_A: undefined, OKTA_GROUP_B: undefined };

    it('stands for the variables and says what is more than a value', async () => {
      const PREENROLL_CONFIG = await write('preenroll.yaml', yaml);

      const { settings } = readWorkerConfig({ ...withoutGroups, PREENROLL_CONFIG });
      assert.deepEqual(settings.populations, [
        {
          ...defaultPopulation,
          phoneAttributes: ['workMobile'],
          defaultCountry: 'NL',
          completionRule: 'active',
        },
      ]);
    });

    it('says how a population is waited for, what holds its hires, and what takes back an expiry', async () => {
      const PREENROLL_CONFIG = await write(
        'preenroll.yaml',
        `
        groups: { trustA: true }
        phone: { countries: [DE, AT], holdShared: false, holdChanged: false }
        checkPolicies: false
        batchAttribute: startDate
        sittingDays: 5
        waiting:
          reminders: [36 hours, 2 days]
          workingHours: { from: '08:30', to: '24:00', days: [Sun, Mon], timeZone: Europe/Vienna, timeZoneAttribute: zone }
          linkLifetime: 8 hours
          escalation: { managerAfter: 4 days, managerAttribute: boss, operatorsAfter: 7 days, operatorsAddress: ops@example.com }
          expiry: { after: 30 days, groupA: remove, smsFactor: unenroll }
        groupASweep: { hour: 22 }
        surge: { windowMinutes: 10, hires: 500, holds: 50, holdShare: 0.5, failures: 5 }
        mails: { templates: ./mails, language: de-AT }`,
      );
      const { settings, ...config } = readWorkerConfig({ ...worker, PREENROLL_CONFIG });
      const hour = 60 * 60_000;

      assert.deepEqual(settings.populations, [
        {
          ...defaultPopulation,
          trustsGroupA: true,
          phoneCountries: ['DE', 'AT'],
          ...{ holdsSharedPhones: false, holdsChangedPhones: false, checksPolicies: false },
          ...{ batchAttribute: 'startDate', sittingDays: 5 },
          waiting: {
            reminders: [36 * hour, 2 * day],
            workingHours: {
              ...{ from: 8 * 60 + 30, to: 24 * 60, days: [7, 1] },
              ...{ timeZone: 'Europe/Vienna', timeZoneAttribute: 'zone' },
            },
            linkLifetime: 8 * hour,
            escalation: {
              ...{ managerAfter: 4 * day, managerAttribute: 'boss' },
              ...{ operatorsAfter: 7 * day, operatorsAddress: 'ops@example.com' },
            },
            expiry: { after: 30 * day, removesFromGroupA: true, unenrollsSms: true },
          },
        },
      ]);
      assert.deepEqual(config.groupASweep, { hour: 22 });
      assert.deepEqual(config.surge, {
        ...{ windowMinutes: 10, hires: 500, holds: 50, holdShare: 0.5, failures: 5 },
      });
      assert.deepEqual(config.mails, { folder: './mails', language: 'de-AT' });
    });

    it('gives each population what is its own, and of the rest what holds for all', async () => {
      const own = ['00g0000000000000000C', '00g0000000000000000D'];
      const PREENROLL_CONFIG = await write(
        'preenroll.yaml',
        `
        phone: { defaultCountry: DE, holdShared: false }
        waiting: { expiry: { after: 30 days } }
        populations:
          - name: contractors
            hires: { userTypes: [oty0000000000000000Z] }
            groups: { a: ${own[0] ?? ''}, b: ${own[1] ?? ''} }
            phone: { defaultCountry: NL }
            waiting: { expiry: { groupA: remove } }
          - name: employees`,
      );
      const [contractors, employees, ...others] = readWorkerConfig({
        ...{ ...worker, PREENROLL_CONFIG },
      }).settings.populations;

      const { waiting } = defaultPopulation;
      const expiry = { ...waiting.expiry, after: 30 * day };
      assert.deepEqual(contractors, {
        ...{ ...defaultPopulation, name: 'contractors', groups: { A: own[0], B: own[1] } },
        hires: { userTypes: ['oty0000000000000000Z'], groups: [] },
        ...{ defaultCountry: 'NL', holdsSharedPhones: false },
        waiting: { ...waiting, expiry: { ...expiry, removesFromGroupA: true } },
      });
      assert.deepEqual(employees, {
        ...{ ...defaultPopulation, name: 'employees', defaultCountry: 'DE' },
        ...{ holdsSharedPhones: false, waiting: { ...waiting, expiry } },
      });
      assert.deepEqual(others, []);
    });

    it('needs groups for each population', async () => {
      const PREENROLL_CONFIG = await write('preenroll.yaml', 'populations: [{ name: interns }]');

      assert.match(
        refusal(() => readWorkerConfig({ ...withoutGroups, PREENROLL_CONFIG })),
        /OKTA_GROUP_A, or groups in the file, is not set for the population interns/,
      );
    });

    it('is overridden by the environment', async () => {
      const PREENROLL_CONFIG = await write('preenroll.yaml', yaml);
      const OKTA_GROUP_A = '00g0000000000000000C';

      const { settings } = readWorkerConfig({ ...withoutGroups, PREENROLL_CONFIG, OKTA_GROUP_A });
      assert.deepEqual(settings.populations[0]?.groups, { A: OKTA_GROUP_A, B: groupB });
    });

    it('may be empty, or say a part only', async () => {
      for (const content of ['', '# nothing yet\n', 'phone: {}', 'groups: {}']) {
        const PREENROLL_CONFIG = await write('preenroll.yaml', content);
        const config = readWorkerConfig({ ...worker, PREENROLL_CONFIG });
        assert.deepEqual(config, readWorkerConfig(worker));
      }
    });

    it('says which events and which hires concern us, from when on, and what each event card starts', async () => {
      const PREENROLL_CONFIG = await write(
        'preenroll.yaml',
        `
        events:
          ignoreTypes: [user.session.start]
          ignoreActors: [00u0000000000000000X]
          ownActors: [0oa0000000000000000Y]
          loginPattern: '@example\\.com$'
          signInHints: log
        hires: { userTypes: [oty0000000000000000Z], groups: [${groupA}] }
        reconciliation: { intervalSeconds: 5, startAt: '2026-01-01T00:00:00Z', shareOfLimit: 0.2, eventHookId: who1 }
        eventCards:
          - { workflowType: a, taskQueue: queue, methods: [sms], actors: [00u0000000000000000X], groups: [${groupB}] }
          - { workflowType: b, taskQueue: queue, payload: plain text with personal data }`,
      );
      const { events, settings, reconciliation, eventCards } = readWorkerConfig({
        ...worker,
        PAYLOAD_ENCRYPTION_KEY,
        PREENROLL_CONFIG,
      });

      assert.deepEqual(events, {
        ignoreTypes: ['user.session.start'],
        ignoreActors: ['00u0000000000000000X'],
        ownActors: ['0oa0000000000000000Y'],
        loginPattern: /@example\.com$/i,
        signInHints: 'log',
      });
      assert.deepEqual(settings.populations[0]?.hires, {
        ...{ userTypes: ['oty0000000000000000Z'], groups: [groupA] },
      });
      assert.deepEqual(settings.ownActors, ['0oa0000000000000000Y']);
      assert.deepEqual(reconciliation, {
        intervalSeconds: 5,
        startAt: '2026-01-01T00:00:00Z',
        shareOfLimit: 0.2,
        eventHookId: 'who1',
      });
      assert.deepEqual(eventCards, [
        {
          workflowType: 'a',
          taskQueue: 'queue',
          methods: ['SMS'],
          actors: ['00u0000000000000000X'],
          groups: [groupB],
          payload: 'encrypted',
        },
        { workflowType: 'b', taskQueue: 'queue', payload: 'plain text with personal data' },
      ]);
    });

    it('starts nothing with personal data in the clear unless it says so', async () => {
      const card = 'eventCards: [{ workflowType: a, taskQueue: queue';
      const encrypted = { PREENROLL_CONFIG: await write('encrypted.yaml', `${card} }]`) };
      const plain = {
        PREENROLL_CONFIG: await write(
          'plain.yaml',
          `${card}, payload: plain text with personal data }]`,
        ),
      };
      for (const read of [
        (file: object) => readGatewayConfig({ OKTA_EVENT_HOOK_SECRET: secret, ...file }),
        (file: object) => readWorkerConfig({ ...worker, ...file }),
      ]) {
        assert.match(
          refusal(() => read(encrypted)),
          /^eventCards need PAYLOAD_ENCRYPTION_KEY .*"payload: plain text with personal data"/,
        );
        assert.equal(read({ ...encrypted, PAYLOAD_ENCRYPTION_KEY }).eventCards.length, 1);
        assert.equal(read(plain).eventCards.length, 1);
      }
    });

    const wrong: [content: string, named: RegExp][] = [
      ['events: { signInHints: secretly }', /events\.signInHints .*"hook"\|"log"/],
      ['events: { loginPattern: "secret(" }', /events\.loginPattern must be a regular expression/],
      ['events: { ownActors: [secret] }', /events\.ownActors\.0 must be an id of Okta/],
      ['hires: { groups: [secret] }', /hires\.groups\.0 must be the id of an Okta group/],
      ['reconciliation: { intervalSeconds: 1 }', /reconciliation\.intervalSeconds /],
      ['reconciliation: { startAt: secretly }', /reconciliation\.startAt /],
      [
        'eventCards: [{ workflowType: a, taskQueue: q, payload: secret }]',
        /eventCards\.0\.payload /,
      ],
      ['eventCards: [{ workflowType: a, taskQueue: q, methods: [] }]', /eventCards\.0\.methods /],
      ['reminders: 3', /^ {2}reminders is no key/m],
      ['groups: { c: 00g }', /groups\.c is no key: there are a, b/],
      ['groups: { a: secret }', /groups\.a must be the id of an Okta group/],
      ['phone: { attributes: [] }', /phone\.attributes/],
      ['phone: { attributes: mobilePhone }', /phone\.attributes/],
      ['phone: { defaultCountry: Secretland }', /phone\.defaultCountry must be an ISO 3166/],
      ['phone: { countries: [Secretland] }', /phone\.countries\.0 must be an ISO 3166/],
      ['waiting: { reminders: [secretly] }', /waiting\.reminders\.0 must be a time such as/],
      ['waiting: { linkLifetime: -1 day }', /waiting\.linkLifetime must be a time such as/],
      ['waiting: { workingHours: { from: 9 } }', /waiting\.workingHours\.from /],
      ['waiting: { workingHours: { from: "18:00" } }', /workingHours from must be before to/],
      [
        'waiting: { workingHours: { timeZone: Secret/City } }',
        /timeZone must be an IANA time zone/,
      ],
      ['waiting: { workingHours: { days: [Secretday] } }', /workingHours\.days\.0 /],
      ['waiting: { escalation: { operatorsAfter: 1 day } }', /operatorsAddress go together/],
      ['waiting: { expiry: { groupA: secretly } }', /expiry\.groupA .*"keep"\|"remove"/],
      ['populations: []', /populations /],
      ['populations: [{ name: two secrets }]', /populations\.0\.name must be a plain word/],
      ['populations: [{ name: a }, { name: a }]', /populations must have names of their own/],
      ['populations: [{ name: a, events: {} }]', /populations\.0\.events is no key/],
      ['populations: [secret]', /populations\.0 /],
      ['surge: { holdShare: 2 }', /surge\.holdShare /],
      ['groupASweep: { hour: 24 }', /groupASweep\.hour /],
      ['backfill: { inProgress: 0 }', /backfill\.inProgress /],
      ['mails: { language: secretly spoken }', /mails\.language /],
      ['completion: secretly', /completion .*"mfa-verified"\|"active"/],
      ['secret', /object/],
      ['- secret', /object/],
    ];
    for (const [content, named] of wrong) {
      it(`is refused when it says ${content}`, async () => {
        const PREENROLL_CONFIG = await write('preenroll.yaml', content);

        const message = refusal(() => readWorkerConfig({ ...worker, PREENROLL_CONFIG }));
        assert.match(message, named);
        assert.ok(message.includes(PREENROLL_CONFIG));
        assert.doesNotMatch(message, /secret|is not set/i);
      });
    }

    it('is refused with the place, and without the text, where it is no YAML', async () => {
      const PREENROLL_CONFIG = await write('preenroll.yaml', 'groups:\n  a: secret: secret\n');

      const message = refusal(() => readWorkerConfig({ ...worker, PREENROLL_CONFIG }));
      assert.match(message, /^PREENROLL_CONFIG cannot be read: .* at line 2, column \d+$/);
      assert.doesNotMatch(message, /secret/);
    });

    it('is refused where it does not exist', () => {
      const PREENROLL_CONFIG = path.join(directory, 'missing.yaml');

      const message = refusal(() => readWorkerConfig({ ...worker, PREENROLL_CONFIG }));
      assert.match(message, /^PREENROLL_CONFIG cannot be read: ENOENT/);
    });
  });

  describe('of Temporal', () => {
    it('is a server on this machine unless something names one', () => {
      const TEMPORAL_CONFIG_FILE = path.join(directory, 'missing.toml');

      const config = readTemporalConfig({ TEMPORAL_CONFIG_FILE });
      assert.equal(config.namespace, 'default');
      assert.equal(config.connectionOptions.address, '127.0.0.1:7233');
      assert.equal(config.connectionOptions.tls, undefined);
      assert.equal(config.isAddressGiven, false);
    });

    it("comes from Temporal's own variables", () => {
      const config = readTemporalConfig({
        TEMPORAL_CONFIG_FILE: path.join(directory, 'missing.toml'),
        TEMPORAL_ADDRESS: 'temporal.example.com:7233',
        TEMPORAL_NAMESPACE: 'hires',
        TEMPORAL_API_KEY: 'key',
      });

      assert.equal(config.namespace, 'hires');
      assert.equal(config.connectionOptions.address, 'temporal.example.com:7233');
      assert.equal(config.connectionOptions.apiKey, 'key');
      assert.equal(config.connectionOptions.tls, true);
      assert.equal(config.isAddressGiven, true);
    });

    it("comes from a profile of Temporal's file, which the variables override", async () => {
      const toml = '[profile.cloud]\naddress = "cloud:7233"\nnamespace = "hires"\n';
      const environment = {
        TEMPORAL_CONFIG_FILE: await write('temporal.toml', toml),
        TEMPORAL_PROFILE: 'cloud',
        TEMPORAL_NAMESPACE: 'other',
      };

      const config = readTemporalConfig(environment);
      assert.equal(config.connectionOptions.address, 'cloud:7233');
      assert.equal(config.namespace, 'other');
      assert.equal(config.isAddressGiven, true);
    });

    it('is refused, without the text, where the file is no TOML', async () => {
      const toml = '[profile.default]\napi_key = "secret\n';
      const TEMPORAL_CONFIG_FILE = await write('temporal.toml', toml);

      const message = refusal(() => readTemporalConfig({ TEMPORAL_CONFIG_FILE }));
      assert.match(
        message,
        /^Temporal's configuration \(TEMPORAL_\*\) cannot be read: Invalid TOML/,
      );
      assert.doesNotMatch(message, /secret/);
    });

    it('is refused where the profile does not exist', async () => {
      const toml = '[profile.test]\naddress = "test:7233"\n';
      const TEMPORAL_CONFIG_FILE = await write('temporal.toml', toml);

      assert.match(
        refusal(() => readTemporalConfig({ TEMPORAL_CONFIG_FILE, TEMPORAL_PROFILE: 'prod' })),
        /^Temporal's configuration \(TEMPORAL_\*\) cannot be read: Profile 'prod' not found/,
      );
    });
  });

  describe('of an embedded server', () => {
    it("keeps to the places that the user's environment names", () => {
      assert.deepEqual(
        readEmbeddedConfig({
          TEMPORAL_CLI_PATH: '/opt/temporal',
          XDG_CACHE_HOME: '/cache',
          XDG_STATE_HOME: '/state',
        }),
        {
          cliPath: '/opt/temporal',
          cacheDirectory: path.join('/cache', 'preenroll'),
          stateDirectory: path.join('/state', 'preenroll'),
        },
      );
    });

    it('keeps to the home directory otherwise', () => {
      assert.deepEqual(readEmbeddedConfig({}), {
        cacheDirectory: path.join(homedir(), '.cache', 'preenroll'),
        stateDirectory: path.join(homedir(), '.local', 'state', 'preenroll'),
      });
    });
  });
});
