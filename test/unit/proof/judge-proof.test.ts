import assert from 'node:assert/strict';
import type { Facts } from '../../proof/facts.js';
import { judgeProof } from '../../proof/judge-proof.js';

const nobody = 65534;
const rights = { uids: [nobody, nobody, nobody, nobody], capabilities: ['0000', '0000', '0000'] };

const facts: Facts = {
  ...{ hires: 50, completed: 50, gatewayMegabytes: 180 },
  user: {
    uid: nobody,
    processes: ['emulator', 'gateway', 'worker'].map((name) => ({ name, ...rights })),
  },
  installation: { writable: 0, isChanged: false },
  payloads: { encrypted: 4_000, readable: [] },
  leaks: { histories: 0, logs: 0 },
  tls: {
    plainTextRefused: { temporal: true, hook: true, okta: true, mail: true, audit: true },
    ...{ strangersRefused: true, spokenTo: ['temporal', 'hook', 'okta', 'audit'], elsewhere: [] },
  },
  okta: {
    ...{ changes: { DPoP: 200 }, requests: { DPoP: 900, SSWS: 120 } },
    tokensWithoutProofRefused: true,
  },
  hooks: { deliveries: 80, unanswered: 0, slowestMs: 400 },
  attack: {
    flood: { answers: { 401: 5_000, cut: 20 }, whileHiring: 4_000 },
    slowloris: { opened: 600, closedByGateway: 600, longestMs: 2_600 },
    replay: { captured: 12, answers: { 204: 1_300, 503: 20 }, leastOften: 110 },
    guess: { answers: { 401: 2_400 }, different: 2_400 },
  },
  runs: { ofNobody: [], duplicates: 0, extraMails: 0 },
  audit: { users: 50 },
};

const { tls, okta, attack, user, payloads } = facts;

describe('the judge of the proof', () => {
  it('finds nothing where all holds, also without an audit store', () => {
    assert.deepEqual(judgeProof(facts).failed, []);
    const plainTextRefused = { temporal: true, hook: true, okta: true, mail: true };
    const without = { audit: undefined, tls: { ...tls, plainTextRefused } };
    assert.deepEqual(judgeProof({ ...facts, ...without }).failed, []);
  });

  for (const [claim, changed] of [
    ['completed', { completed: 49 }],
    ['unprivileged', { user: { ...user, uid: 0 } }],
    [
      'unprivileged',
      { user: { ...user, processes: [{ name: 'gateway', ...rights, uids: [nobody, 0, 0, 0] }] } },
    ],
    [
      'unprivileged',
      {
        user: {
          ...user,
          processes: user.processes.map((one) => ({ ...one, capabilities: ['0000', '1000'] })),
        },
      },
    ],
    ['readOnly', { installation: { writable: 1, isChanged: false } }],
    ['readOnly', { installation: { writable: 0, isChanged: true } }],
    ['encrypted', { payloads: { ...payloads, readable: ['preEnrollUser .input json/plain'] } }],
    ['encrypted', { payloads: { ...payloads, encrypted: 0 } }],
    ['encrypted', { leaks: { histories: 1, logs: 0 } }],
    ['quietLogs', { leaks: { histories: 0, logs: 1 } }],
    ['tls', { tls: { ...tls, plainTextRefused: { ...tls.plainTextRefused, mail: false } } }],
    ['tls', { tls: { ...tls, strangersRefused: false } }],
    ['tls', { tls: { ...tls, spokenTo: ['temporal', 'okta', 'audit'] } }],
    ['tls', { tls: { ...tls, elsewhere: [7233] } }],
    ['dpop', { okta: { ...okta, changes: { DPoP: 199, SSWS: 1 } } }],
    ['dpop', { okta: { ...okta, requests: { DPoP: 900, Bearer: 1 } } }],
    ['dpop', { okta: { ...okta, tokensWithoutProofRefused: false } }],
    ['hooksAnswered', { hooks: { ...facts.hooks, unanswered: 1 } }],
    ['hooksAnswered', { hooks: { ...facts.hooks, slowestMs: 3_000 } }],
    [
      'flood',
      { attack: { ...attack, flood: { ...attack.flood, answers: { 401: 5_000, 204: 1 } } } },
    ],
    ['flood', { attack: { ...attack, flood: { ...attack.flood, answers: { 401: 10 } } } }],
    ['flood', { attack: { ...attack, flood: { ...attack.flood, whileHiring: 0 } } }],
    [
      'slowloris',
      { attack: { ...attack, slowloris: { ...attack.slowloris, closedByGateway: 599 } } },
    ],
    ['slowloris', { attack: { ...attack, slowloris: { ...attack.slowloris, longestMs: 60_000 } } }],
    ['replay', { attack: { ...attack, replay: { ...attack.replay, leastOften: 99 } } }],
    [
      'replay',
      { attack: { ...attack, replay: { ...attack.replay, captured: 0, leastOften: Infinity } } },
    ],
    [
      'guess',
      { attack: { ...attack, guess: { different: 2_400, answers: { 401: 2_399, 204: 1 } } } },
    ],
    ['guess', { attack: { ...attack, guess: { different: 12, answers: { 401: 12 } } } }],
    [
      'noRunsByAttacker',
      { runs: { ...facts.runs, ofNobody: ['preEnrollUser pre-enroll:00uatck'] } },
    ],
    ['noDuplicates', { runs: { ...facts.runs, duplicates: 1 } }],
    ['noDuplicates', { runs: { ...facts.runs, extraMails: 1 } }],
    ['audited', { audit: { users: 49 } }],
    ['boundedMemory', { gatewayMegabytes: 900 }],
  ] as [string, Partial<Facts>][]) {
    it(`finds what does not hold of "${claim}": ${JSON.stringify(changed).slice(0, 60)}`, () => {
      assert.deepEqual(judgeProof({ ...facts, ...changed }).failed, [claim]);
    });
  }
});
