import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import {
  readGatewayConfig,
  readReplayConfig,
  readWorkerConfig,
} from '../../../src/configuration/config.js';
import { ConfigurationError } from '../../../src/configuration/configuration-error.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const environment = {
  ...{ OKTA_CLIENT_ORGURL: 'https://example.okta.com', OKTA_CLIENT_TOKEN: '00token' },
  ...{ OKTA_GROUP_A: '00g0000000000000000A', OKTA_GROUP_B: '00g0000000000000000B' },
  ...{ SMTP_URL: 'smtp://mail.example.com', MAIL_FROM: 'it@example.com' },
  OKTA_EVENT_HOOK_SECRET: 'sixteen-random-bytes-of-text',
};

const jira = {
  ...{ system: 'jira', url: 'https://example.atlassian.net' },
  ...{ email: 'bot@example.com', project: 'SEC' },
};

describe('the configuration of reactions', () => {
  const directory = useTemporaryDirectory();

  function withReactions(reactions: unknown, more: Record<string, string> = {}) {
    const file = path.join(directory(), 'preenroll.yaml');
    writeFileSync(file, stringify({ reactions }));
    return { ...environment, ...more, PREENROLL_CONFIG: file };
  }
  const read = (reactions: unknown, more?: Record<string, string>) =>
    readWorkerConfig(withReactions(reactions, more));

  it('is absent by default: the door reacts to nothing, and nothing that still runs alerts', () => {
    assert.equal(readGatewayConfig(environment).reactions, undefined);
    assert.equal(readGatewayConfig(environment).events.reactsToFactors, undefined);
    const { reactions } = readWorkerConfig(environment);
    assert.equal(reactions.routing, undefined);
    assert.deepEqual(reactions.settings.highRisk, {
      ...{ adminEnrolled: false, weakFactors: [], newCountry: undefined },
    });
  });

  it('takes an empty one, with defaults that alert what others enroll, and nothing else', () => {
    const given = withReactions({});
    const routing = { windowMs: 600_000, patienceMs: 1_800_000 };
    for (const config of [readGatewayConfig(given), readReplayConfig(given)]) {
      assert.deepEqual(config.reactions, routing);
      assert.equal(config.events.reactsToFactors, true);
    }
    const { reactions } = readWorkerConfig(given);
    assert.deepEqual(reactions.routing, routing);
    assert.deepEqual(reactions.settings, {
      privileged: { groups: [], attributes: [] },
      highRisk: {
        ...{ adminEnrolled: true, newCountry: undefined },
        weakFactors: ['phone', 'email', 'question'],
      },
      noise: [],
      storm: { more: 20, withinMs: 3_600_000 },
      notify: { person: true },
    });
    assert.deepEqual([reactions.tickets, reactions.chatUrl], [undefined, undefined]);
  });

  it('reads every rule', () => {
    const { settings } = read({
      privileged: {
        groups: ['00g0000000000000priv'],
        adminRoles: 'any',
        attributes: [{ name: 'department', values: ['Security'] }],
      },
      highRisk: {
        newCountry: { lookBack: '60 days' },
        outsideHours: { from: '08:00', to: '18:00' },
      },
      noise: [{ factors: ['email'], actors: ['self'] }],
      storm: { more: 5, within: '10 minutes' },
    }).reactions;

    assert.deepEqual(settings.highRisk.newCountry, {
      ...{ lookBackMs: 60 * 24 * 3_600_000, settledMs: 24 * 3_600_000 },
    });
    assert.equal(settings.highRisk.outsideHours?.to, 18 * 60);
    assert.deepEqual(settings.noise, [{ factors: ['email'], actors: ['self'], privileged: false }]);
    assert.deepEqual(settings.storm, { more: 5, withinMs: 600_000 });
  });

  it('takes secrets from the environment or from a file, never from the YAML', () => {
    const file = path.join(directory(), 'token');
    writeFileSync(file, 'from-a-file\n');
    const { reactions } = read({ tickets: jira }, { JIRA_API_TOKEN_FILE: file });
    assert.deepEqual(reactions.tickets, {
      ...jira,
      ...{ issueType: 'Task', labels: [], apiToken: 'from-a-file' },
    });
    assert.throws(() => read({ tickets: { ...jira, apiToken: 'x' } }), ConfigurationError);
  });

  for (const [what, reactions, more, expected] of [
    ['a ticket system without its secret', { tickets: jira }, {}, /JIRA_API_TOKEN/],
    [
      'a ServiceNow without its password',
      { tickets: { system: 'servicenow', url: 'https://x.service-now.com', user: 'bot' } },
      {},
      /SERVICENOW_PASSWORD/,
    ],
    [
      'a webhook whose secret is too short',
      { tickets: { system: 'webhook', url: 'https://hooks.example.com' } },
      { TICKET_WEBHOOK_SECRET: 'whsec_AAAA' },
      /TICKET_WEBHOOK_SECRET must be whsec_/,
    ],
    [
      'a secret file that is not there',
      { tickets: jira },
      { JIRA_API_TOKEN_FILE: '/nowhere/token' },
      /JIRA_API_TOKEN_FILE cannot be read/,
    ],
    [
      'a ticket system without TLS',
      { tickets: { ...jira, url: 'http://jira.internal' } },
      { JIRA_API_TOKEN: 'x' },
      /reactions\.tickets\.url must be a URL with https/,
    ],
    [
      'a chat without TLS',
      {},
      { CHAT_WEBHOOK_URL: 'http://chat.internal/secret-path' },
      /CHAT_WEBHOOK_URL must be a URL with https/,
    ],
    ['a rule that does not exist', { highRisk: { fullMoon: true } }, {}, /fullMoon/],
    ['a time without a unit', { window: '10' }, {}, /must be a time/],
    ['a group that is none', { privileged: { groups: ['admins'] } }, {}, /id of an Okta group/],
  ] as [string, unknown, Record<string, string>, RegExp][]) {
    it(`refuses ${what}, and repeats no secret`, () => {
      assert.throws(
        () => read(reactions, more),
        (error) => {
          assert(error instanceof ConfigurationError);
          assert.match(error.message, expected);
          assert.doesNotMatch(error.message, /secret-path|AAAA/);
          return true;
        },
      );
    });
  }

  it('lets a host that is allowed by name do without TLS', () => {
    const url = 'http://jira.internal';
    const allowed = { tickets: { ...jira, url }, allowHosts: ['jira.internal'] };
    assert.equal(read(allowed, { JIRA_API_TOKEN: 'x' }).reactions.tickets?.url, url);
  });
});
