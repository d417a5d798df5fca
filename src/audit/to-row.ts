import { randomBytes } from 'node:crypto';
import type { AuditEntry } from './audit-store.js';
import { hashOfSealed } from './chain.js';
import type { SealedContent, UnchainedRow } from './tables.js';

/** The entry as it is stored at its place, and apart from it what may be erased. */
export function toRow(
  entry: AuditEntry,
  seq: number,
): { row: UnchainedRow; sealed: SealedContent | undefined } {
  const sealed = toSealed(entry);
  const { stream, key, phase, action, result, at, actor } = entry;
  const row = {
    ...{ stream: storable(stream), seq, key: storable(key), phase, action: storable(action) },
    ...{ result: result ?? null, at, actorKind: actor.kind },
    actorId: storable(actor.id ?? null),
    userId: storable(entry.userId ?? null),
    population: storable(entry.population ?? null),
    factor: storable(entry.factor ?? null),
    eventUuid: storable(entry.eventUuid ?? null),
    workflowId: storable(entry.workflowId ?? null),
    oktaRequestIds: storable([...(entry.oktaRequestIds ?? [])]),
    sealedHash: sealed === undefined ? null : hashOfSealed(sealed),
  };
  return { row, sealed };
}

function toSealed({ reason, evidence }: AuditEntry): SealedContent | undefined {
  if (reason === undefined && evidence === undefined) return undefined;
  return {
    salt: randomBytes(16).toString('hex'),
    ...(reason !== undefined && { reason: storable(reason) }),
    ...(evidence !== undefined && { evidence: storable(evidence) }),
  };
}

/** PostgreSQL takes neither NUL nor half a surrogate pair; what an operator typed must not keep an effect waiting for ever. */
function storable<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, member: unknown) =>
    typeof member === 'string' ? member.replace(/[\0\p{Surrogate}]/gu, '\uFFFD') : member,
  ) as T;
}
