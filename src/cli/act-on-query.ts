import { actOnHires } from '../operate/act-on-hires.js';
import { toHireQuery } from '../operate/hire-query.js';
import type { Hire, HireRuns } from '../operate/hire-runs.js';
import { listLongestFirst } from '../operate/list-longest-first.js';
import type { OperatorAction } from '../operate/operator-action.js';
import type { ActOptions } from './act.js';
import { confirm as askAtTerminal, type Confirm } from './confirm.js';
import { describeActed, toActedRow } from './describe-acted.js';
import { countBy, describeHires, formatCount } from './describe-hires.js';
import { print, printJson } from './print.js';
import { say } from './say.js';
import { sayWhatFailed } from './say-what-failed.js';

/** Does it to all whom a query finds, after a preview and a yes. */
export async function actOnQuery(
  runs: Pick<HireRuns, 'list' | 'act'>,
  query: string,
  toAction: (userId: string) => OperatorAction,
  { output, signal, yes }: Pick<ActOptions, 'output' | 'signal' | 'yes'>,
  { confirm = askAtTerminal, now = new Date() }: { confirm?: Confirm; now?: Date } = {},
): Promise<void> {
  const hires = await listLongestFirst(runs, toHireQuery({ query }));
  describePreview(hires, now).forEach(say);
  const isMeant =
    hires.length > 0 && (yes ?? (await confirm(`Do it to ${formatCount(hires.length)}?`)));
  if (!isMeant) {
    say('Nothing was done.');
    if (output === 'json') printJson([]);
    if (hires.length > 0) process.exitCode = 1;
    return;
  }
  const tell = createProgress(hires.length);
  const acted = await actOnHires(
    runs,
    hires.map(({ userId }) => userId),
    toAction,
    {
      bySignal: signal ?? false,
      onOutcome(hire) {
        if (output === 'text') print(describeActed(hire));
        if (output === 'jsonl') print(JSON.stringify(toActedRow(hire)));
        tell();
      },
    },
  );
  if (output === 'json') printJson(acted.map(toActedRow));
  say(
    countBy(acted, ({ outcome }) => outcome)
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(', '),
  );
  sayWhatFailed(acted, signal);
}

/** How many of them stand where, and the ten who have waited longest. */
function describePreview(hires: readonly Hire[], now: Date): string[] {
  if (hires.length === 0) return ['The query finds no running hire.'];
  const shown = 10;
  const kinds = countBy(hires, ({ stage, reason }) => (reason ? `${stage}, ${reason}` : stage));
  return [
    `The query finds ${formatCount(hires.length)}:`,
    ...kinds.map(([kind, count]) => `  ${count} ${kind}`),
    ...describeHires(hires.slice(0, shown), now),
    ...(hires.length > shown ? [`… and ${hires.length - shown} more`] : []),
  ];
}

/** Says now and then how far it is, where it takes longer. */
function createProgress(total: number): () => void {
  const isLong = total > 20;
  const every = Math.max(10, Math.ceil(total / 20));
  let done = 0;
  return () => {
    done += 1;
    if (isLong && (done % every === 0 || done === total)) say(`${done} of ${total}`);
  };
}
