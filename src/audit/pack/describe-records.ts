import type { AuditRecord } from '../read-records.js';

/** The records of one hire as people read them: a line for each, in order. */
export function describeRecords(userId: string, records: readonly AuditRecord[]): string {
  const [first, last] = [records[0]?.at, records.at(-1)?.at];
  return [
    `Okta user ${userId}: ${records.length} records from ${first ?? '-'} to ${last ?? '-'} (UTC)`,
    '',
    ...records.map(describeRecord),
    '',
  ].join('\n');
}

export function describeRecord(record: AuditRecord): string {
  const { at, phase, action, result, actor, factor, population, reason, eventUuid } = record;
  const details = [
    ...(factor === undefined ? [] : [factor]),
    `by ${actor.kind}${actor.id === undefined ? '' : ` ${actor.id}`}`,
    ...(population === undefined ? [] : [`population ${population}`]),
    ...(reason === undefined ? [] : [`because: ${reason}`]),
    ...(eventUuid === undefined ? [] : [`event ${eventUuid}`]),
    ...(record.evidence === undefined ? [] : [JSON.stringify(record.evidence)]),
    ...(record.oktaRequestIds ? [`Okta requests ${record.oktaRequestIds.join(' ')}`] : []),
    ...(record.erased ? ['(evidence erased)'] : []),
  ];
  return `${at}  ${action} ${result ?? phase}  ${details.join(', ')}`;
}
