import type { CheckResult, CheckStatus } from '../contract/doctor.js';

const marks: Record<CheckStatus, string> = {
  ok: 'ok     ',
  warning: 'WARNING',
  failure: 'FAILURE',
  unknown: 'unknown',
};

/** One line for each check; below it what was found and what to do, where it is not ok. */
export function describeChecks(results: readonly CheckResult[]): string[] {
  const width = Math.max(0, ...results.map(({ title }) => title.length));
  return results.flatMap(({ id, title, status, evidence, remedy }) => {
    const mark = marks[status];
    if (status === 'ok') return [`${mark}  ${title.padEnd(width)}  ${oneLine(evidence)}`];
    return [
      `${mark}  ${title} (${id})`,
      ...evidence.split('\n').map((line) => `         ${line.trim()}`),
      ...(remedy === undefined ? [] : [`         > ${remedy}`]),
    ];
  });
}

/** `1 failure, 2 warnings, 40 ok` */
export function summarizeChecks(results: readonly CheckResult[]): string {
  const count = (status: CheckStatus) =>
    results.filter((result) => result.status === status).length;
  const parts = [
    counted(count('failure'), 'failure'),
    counted(count('warning'), 'warning'),
    `${count('unknown')} unknown`,
    `${count('ok')} ok`,
  ];
  return parts.filter((part) => !part.startsWith('0 ')).join(', ');
}

function counted(count: number, word: string): string {
  return `${count} ${count === 1 ? word : `${word}s`}`;
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}
