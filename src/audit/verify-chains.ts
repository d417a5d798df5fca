import { genesis, hashOfLink, hashOfSealed } from './chain.js';
import type { StoredRecord } from './read-records.js';
import type { AnchorRow } from './tables.js';

/**
 * What is not as it was written. `gap`: links are missing before this one; `not-linked`: it names another predecessor than the one there is; `altered`: it
 * was changed after it was written; `sealed-altered`, `sealed-missing`: the same of what is sealed, where no erasure explains it; `no-intent`: an outcome that nobody
 * meant; `cut-off`: what was the end of the stream once is not there any more.
 */
type ChainProblem =
  'gap' | 'not-linked' | 'altered' | 'sealed-altered' | 'sealed-missing' | 'no-intent' | 'cut-off';

interface Finding {
  problem: ChainProblem;
  stream: string;
  seq: number;
}

/** An intent whose outcome is not known: under way, or given up before it could be told. */
interface OpenIntent {
  stream: string;
  seq: number;
  at: string;
  action: string;
  workflowId?: string;
}

/** The last link of a stream, by which a later look sees whether its end was cut off. */
export interface StreamHead {
  stream: string;
  seq: number;
  hash: string;
}

export interface Verification {
  entries: number;
  streams: number;
  /** Of entries whose personal part was erased, as an entry says. */
  erased: number;
  prunedStreams: number;
  findings: Finding[];
  openIntents: OpenIntent[];
  heads: StreamHead[];
}

export const erasure = 'erase';

interface Known {
  /** Where streams begin that were pruned. */
  anchors: ReadonlyMap<string, Pick<AnchorRow, 'seq' | 'hash'>>;
  /** Ends of streams that somebody has kept apart from the store. */
  kept?: readonly StreamHead[];
}

/**
 * Follows every chain from its beginning, or from where it was pruned.
 *
 * @param records in the order of streams, complete
 */
export async function verifyChains(
  records: AsyncIterable<StoredRecord>,
  { anchors, kept = [] }: Known,
): Promise<Verification> {
  const findings: Finding[] = [];
  const openIntents = new Map<string, OpenIntent>();
  const unsealed: StoredRecord[] = [];
  const erasedAt = new Map<string, Date>();
  const keptOf = new Map(kept.map((head) => [head.stream, head]));
  const heads: StreamHead[] = [];
  let entries = 0;
  let head: StreamHead | undefined;

  for await (const record of records) {
    const { stream, seq } = record;
    entries += 1;
    if (head?.stream !== stream) {
      if (head) heads.push(head);
      const anchor = anchors.get(stream);
      head = { stream, seq: anchor?.seq ?? 0, hash: anchor?.hash ?? genesis };
    }
    for (const problem of problemsOf(record, head)) findings.push({ problem, stream, seq });
    head = { stream, seq, hash: record.hash };
    const expected = keptOf.get(stream);
    if (expected?.seq === seq) {
      keptOf.delete(stream);
      if (expected.hash !== record.hash) findings.push({ problem: 'altered', stream, seq });
    }

    if (record.sealedHash !== null && record.sealed === null) unsealed.push(record);
    if (record.action === erasure && record.userId !== null) {
      erasedAt.set(record.userId, record.at);
    }
    if (record.phase === 'intent') openIntents.set(record.key, toOpenIntent(record));
    if (record.phase === 'outcome' && !openIntents.delete(intentOf(record.key))) {
      // Its intent may have been pruned.
      if (!anchors.has(stream)) findings.push({ problem: 'no-intent', stream, seq });
    }
  }
  if (head) heads.push(head);
  for (const { stream, seq } of keptOf.values()) {
    if (seq > (anchors.get(stream)?.seq ?? 0)) findings.push({ problem: 'cut-off', stream, seq });
  }
  const isErased = ({ userId, at }: StoredRecord) =>
    userId !== null && at <= (erasedAt.get(userId) ?? new Date(0));
  for (const record of unsealed) {
    if (isErased(record)) continue;
    findings.push({ problem: 'sealed-missing', stream: record.stream, seq: record.seq });
  }
  return {
    ...{ entries, streams: heads.length, prunedStreams: anchors.size },
    erased: unsealed.filter(isErased).length,
    ...{ findings, openIntents: [...openIntents.values()], heads },
  };
}

function problemsOf({ sealed, ...row }: StoredRecord, before: StreamHead): ChainProblem[] {
  const { previousHash, hash, ...unchained } = row;
  const isNext = row.seq === before.seq + 1;
  return [
    ...(isNext ? [] : ['gap' as const]),
    ...(isNext && previousHash !== before.hash ? ['not-linked' as const] : []),
    ...(hashOfLink(unchained, previousHash) === hash ? [] : ['altered' as const]),
    ...(sealed !== null && hashOfSealed(sealed) !== row.sealedHash
      ? ['sealed-altered' as const]
      : []),
  ];
}

function intentOf(outcomeKey: string): string {
  return outcomeKey.replace(/outcome$/, 'intent');
}

function toOpenIntent({ stream, seq, at, action, workflowId }: StoredRecord): OpenIntent {
  return {
    ...{ stream, seq, at: at.toISOString(), action },
    ...(workflowId !== null && { workflowId }),
  };
}
