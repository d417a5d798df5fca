import assert from 'node:assert/strict';
import type { AuditEntry } from '../../../src/audit/audit-store.js';
import { canonicalJson } from '../../../src/audit/canonical-json.js';
import { genesis, hashOfLink } from '../../../src/audit/chain.js';
import type { StoredRecord } from '../../../src/audit/read-records.js';
import { toRow } from '../../../src/audit/to-row.js';
import { verifyChains, type Verification } from '../../../src/audit/verify-chains.js';

const userId = '00u000000000000hire1';
const stream = `user:${userId}`;

function entry(
  step: string,
  phase: AuditEntry['phase'],
  more: Partial<AuditEntry> = {},
): AuditEntry {
  return {
    ...{ key: `${step}/${phase}`, stream, phase, action: step, userId },
    ...{ at: new Date('2026-11-27T08:00:00.000Z'), actor: { kind: 'preenroll' } },
    evidence: { step },
    ...more,
  };
}

/** As a store would have written them. */
function chain(...entries: AuditEntry[]): StoredRecord[] {
  let previousHash = genesis;
  return entries.map((each, at) => {
    const { row, sealed = null } = toRow(each, at + 1);
    const record = { ...row, previousHash, hash: hashOfLink(row, previousHash), sealed };
    previousHash = record.hash;
    return record;
  });
}

const hire = () =>
  chain(
    entry('addToGroup', 'intent'),
    entry('addToGroup', 'outcome', { result: 'done' }),
    entry('enrollSms', 'intent'),
    entry('enrollSms', 'outcome', { result: 'done' }),
  );

function verify(
  records: readonly StoredRecord[],
  known: Partial<Parameters<typeof verifyChains>[1]> = {},
): Promise<Verification> {
  return verifyChains(one(records), { anchors: new Map(), ...known });
}

async function* one(records: readonly StoredRecord[]): AsyncGenerator<StoredRecord> {
  await Promise.resolve();
  yield* records;
}

function at(records: readonly StoredRecord[], seq: number): StoredRecord {
  return records.find((record) => record.seq === seq) ?? assert.fail();
}

describe('canonical JSON', () => {
  it('is the same for the same content, whatever its order', () => {
    const one = { b: [1, { d: null, c: 'ä"' }], a: true, left: undefined };
    assert.equal(canonicalJson(one), '{"a":true,"b":[1,{"c":"ä\\"","d":null}]}');
    assert.equal(canonicalJson({ a: true, b: [1, { c: 'ä"', d: null }] }), canonicalJson(one));
  });
});

describe('the verification of chains', () => {
  it('finds nothing in what is as it was written, and names the heads', async () => {
    const records = hire();

    const verified = await verify(records);

    assert.deepEqual(verified.findings, []);
    assert.deepEqual(verified.openIntents, []);
    assert.deepEqual([verified.entries, verified.streams], [4, 1]);
    assert.deepEqual(verified.heads, [{ stream, seq: 4, hash: at(records, 4).hash }]);
  });

  const tampered: Record<string, (records: StoredRecord[]) => StoredRecord[] | undefined> = {
    'gap 3': (records) => records.filter(({ seq }) => seq !== 2),
    'altered 2'(records) {
      at(records, 2).result = 'refused';
      return undefined;
    },
    'not-linked 3'(records) {
      const changed = at(records, 2);
      const { row } = toRow({ ...entry('addToGroup', 'outcome'), actor: { kind: 'operator' } }, 2);
      const { previousHash, sealedHash } = changed;
      Object.assign(changed, row, { sealedHash });
      changed.hash = hashOfLink({ ...row, sealedHash }, previousHash);
      return undefined;
    },
    'sealed-altered 4'(records) {
      at(records, 4).sealed = { salt: '', evidence: { step: 'another' } };
      return undefined;
    },
    'sealed-missing 4'(records) {
      at(records, 4).sealed = null;
      return undefined;
    },
  };
  for (const [expected, tamper] of Object.entries(tampered)) {
    it(`finds ${expected}`, async () => {
      const records = hire();
      const { findings } = await verify(tamper(records) ?? records);

      assert(findings.map(({ problem, seq }) => `${problem} ${seq}`).includes(expected));
    });
  }

  it('finds an outcome that nobody meant, and lists an intent of which nobody knows the outcome', async () => {
    const { findings, openIntents } = await verify(
      chain(entry('activateUser', 'outcome'), entry('enrollSms', 'intent')),
    );

    assert.deepEqual(findings, [{ problem: 'no-intent', stream, seq: 1 }]);
    assert.deepEqual(
      openIntents.map(({ action, seq }) => ({ action, seq })),
      [{ action: 'enrollSms', seq: 2 }],
    );
  });

  it('takes what is missing as erased where an entry says so, and not what was written after it', async () => {
    const erased = [...chain(entry('enrollSms', 'fact'), entry('erase', 'fact'))];
    at(erased, 1).sealed = null;
    assert.equal((await verify(erased)).erased, 1);
    assert.deepEqual((await verify(erased)).findings, []);

    const later = chain(
      entry('erase', 'fact'),
      entry('enrollSms', 'fact', { at: new Date('2026-11-28T08:00:00.000Z') }),
    );
    at(later, 2).sealed = null;
    assert.deepEqual((await verify(later)).findings, [
      { problem: 'sealed-missing', stream, seq: 2 },
    ]);
  });

  it('begins at the anchor of a stream that was pruned', async () => {
    const records = hire();
    const { seq, hash } = at(records, 3);
    const rest = records.slice(3);

    const anchors = new Map([[stream, { seq, hash }]]);
    assert.deepEqual((await verify(rest, { anchors })).findings, []);
    const moved = new Map([[stream, { seq, hash: genesis }]]);
    assert.deepEqual((await verify(rest, { anchors: moved })).findings, [
      { problem: 'not-linked', stream, seq: 4 },
    ]);
  });

  it('sees by the heads of an earlier pack that the end was cut off, or written anew', async () => {
    const { heads } = await verify(hire());

    const cut = await verify(hire().slice(0, 2), { kept: heads });
    assert.deepEqual(cut.findings, [{ problem: 'cut-off', stream, seq: 4 }]);
    const anew = await verify(hire(), { kept: heads });
    assert.deepEqual(anew.findings, [{ problem: 'altered', stream, seq: 4 }]);
  });
});
