import assert from 'node:assert/strict';
import { z } from 'zod';
import { configFileSchema } from '../../../src/configuration/file/config-file.js';
import { readGatewayConfig } from '../../../src/configuration/config.js';
import { ConfigurationError } from '../../../src/configuration/configuration-error.js';
import { describeIssue } from '../../../src/configuration/describe-issue.js';
import { keysAt } from '../../../src/configuration/keys-at.js';
import { nearestName } from '../../../src/configuration/nearest-name.js';
import { findOddNames } from '../../../src/configuration/odd-names.js';

describe('a key of the configuration file that is none', () => {
  const lines = (content: unknown) => {
    const { error } = configFileSchema.safeParse(content, { reportInput: true });
    assert(error);
    return error.issues.flatMap((issue) => describeIssue(issue, configFileSchema, content));
  };

  it('is named with the right one', () => {
    assert.deepEqual(
      lines({ waitng: {}, waiting: { remindres: [], escalation: { managerafter: '1 day' } } }),
      [
        '  waiting.escalation.managerafter is no key: managerAfter is meant?',
        '  waiting.remindres is no key: reminders is meant?',
        '  waitng is no key: waiting is meant?',
      ],
    );
  });

  it('is named with those that there are, where none is near', () => {
    assert.deepEqual(lines({ backfill: { parallel: 3 } }), [
      '  backfill.parallel is no key: there are inProgress',
    ]);
  });

  it('is found in lists, and in what has several forms', () => {
    assert.deepEqual(keysAt(configFileSchema, ['eventCards', 0]).slice(0, 2), [
      'workflowType',
      'taskQueue',
    ]);
    assert(keysAt(configFileSchema, ['reactions', 'tickets']).includes('issueType'));
    assert(keysAt(configFileSchema, ['populations', 0, 'phone']).includes('defaultCountry'));
    assert.deepEqual(keysAt(configFileSchema, ['nowhere', 'at all']), []);
    assert.deepEqual(keysAt(z.string(), []), []);
  });
});

describe('a variable that looks like one of ours', () => {
  it('is found by its name', () => {
    assert.deepEqual(
      findOddNames({ OKTA_GRUOP_A: '00g', OKTA_GROUP_B: '00g', PATH: '/bin', HOME: '/root' }),
      [{ name: 'OKTA_GRUOP_A', nearest: 'OKTA_GROUP_A' }],
    );
  });

  it('is none of the others that Temporal, or a container, reads', () => {
    const others = [
      'TEMPORAL_GRPC_META_X',
      'DATABASE_URL_FILE',
      'HOSTNAME',
      'NODE_ENV',
      'XDG_CACHE_HOME',
    ];
    assert.deepEqual(findOddNames(Object.fromEntries(others.map((name) => [name, 'x']))), []);
  });

  it('is named where the right one is missing', () => {
    assert.throws(
      () => readGatewayConfig({ OKTA_EVENT_HOOK_SECRTE: 'x'.repeat(30) }),
      (error) => {
        assert(error instanceof ConfigurationError);
        assert.match(
          error.message,
          /OKTA_EVENT_HOOK_SECRET is not set \(there is OKTA_EVENT_HOOK_SECRTE\)/,
        );
        return true;
      },
    );
  });

  it('is near if a quarter of it is other at most', () => {
    assert.equal(nearestName('remindres', ['reminders', 'reminder']), 'reminders');
    assert.equal(nearestName('reminders', ['reminders']), undefined);
    assert.equal(nearestName('something', ['reminders']), undefined);
    assert.equal(nearestName('Hour', ['hour']), 'hour');
  });
});
