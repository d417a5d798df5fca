import type { RecoverableHire } from '../recover/judge-people.js';
import { countBy } from './describe-hires.js';
import { formatTable } from './format-table.js';
import { print, printJson } from './print.js';
import type { RecoverOptions } from './recover.js';
import { say } from './say.js';

/** Without an outcome after a dry run, and where nobody was to be started. */
export type RecoveredHire = RecoverableHire & { outcome?: 'started' | 'duplicate' };

export function sayWhatGoesOutAgain(toStart: readonly RecoverableHire[]): void {
  const inGroupA = toStart.filter((hire) => hire.inGroupA).length;
  say(
    `Unless the workers have an audit store, nobody knows what was done for the ${inGroupA} people in Group A: each gets the mail "MFA enrolled" again, and a mail with a new link if the activation mail is out.`,
  );
  say(
    'Reminders and expiry count from today; corrected phones and what operators have accepted are forgotten; who was cancelled or undone is started again.',
  );
}

export function printHires(
  hires: readonly RecoveredHire[],
  output: RecoverOptions['output'],
): void {
  switch (output) {
    case 'json':
      printJson(hires);
      break;
    case 'jsonl':
      print(...hires.map((hire) => JSON.stringify(hire)));
      break;
    case 'text':
      if (hires.length > 0) print(...formatTable([columns, ...hires.map(toRow)]));
  }
}

const columns = ['USER', 'OKTA', 'GROUP A', 'PLAN', 'FROM', 'OUTCOME'];

function toRow(hire: RecoveredHire): string[] {
  return [
    ...[hire.userId, hire.oktaStatus, hire.inGroupA ? 'yes' : 'no', hire.plan],
    ...[hire.plan === 'start' ? hire.goesOnFrom : hire.because, hire.outcome ?? '-'],
  ];
}

export function sayCounts(hires: readonly RecoveredHire[]): void {
  say(`${hires.length} people in Group A or STAGED:`);
  const kinds = countBy(hires, (hire) =>
    hire.plan === 'leave'
      ? `left alone: ${hire.because}`
      : `${hire.outcome ?? 'to be started'}, from: ${hire.goesOnFrom}`,
  );
  for (const [kind, count] of kinds) say(`  ${count} ${kind}`);
}
