import { openSetup, type OpenSetup } from '../open-setup.js';
import { removeSetup, type Removal } from '../setup/remove-setup.js';
import { runSetup } from '../setup/run-setup.js';
import type { Plan } from '../setup/step.js';
import { withOkta } from '../with-okta.js';
import { confirm } from './confirm.js';
import { describeGaps, describePlan, describeRemovals, toSetupJson } from './describe-setup.js';
import { print, printJson } from './print.js';
import { InputError } from './read-stored-events.js';
import { say } from './say.js';
import { completeWanted } from './setup-answers.js';
import type { SetupCommandOptions } from './setup.js';
import { askAtTerminal } from './terminal-ask.js';

/** @throws InputError, ConfigurationError, OktaLookupError, JournalError */
export async function setUp({ hook, hookUrl, ...options }: SetupCommandOptions): Promise<void> {
  if (options.force && !options.remove) throw new InputError('--force goes with --remove.');
  const open = await openSetup({ ...options, hookUrl: hook ? hookUrl : false });
  await withOkta(() => (options.remove ? takeAway(open, options) : make(open, options)));
}

type Options = Omit<SetupCommandOptions, 'hook' | 'hookUrl'>;

async function make({ wanted, parts, envFile }: OpenSetup, options: Options): Promise<void> {
  const ask = options.yes ? undefined : await askAtTerminal();
  const isText = options.output === 'text';
  const outcome = await runSetup(wanted, {
    ...parts,
    report: say,
    complete: (asked, found) => completeWanted(asked, found, ask),
    async confirm(plan: Plan) {
      if (isText) print(...describePlan(plan));
      if (options.dryRun) return false;
      return options.yes ? true : confirm('Make these changes?');
    },
  });
  const { plan, gaps, warnings, isConfirmed } = outcome;
  const isNothingLeft = plan.steps.length === 0;
  if (!isText) printJson(toSetupJson(outcome));
  else if (isNothingLeft) print(...describePlan(plan));
  for (const warning of warnings) say(`Note: ${warning}`);
  if (gaps.length > 0) {
    say(`\nLeft for a person to do, in Okta's Admin Console or where it says:`);
    for (const line of describeGaps(gaps)) say(line);
  }
  if (isConfirmed && gaps.length === 0) {
    say(`Done. ${envFile} has what the processes are started with; fill in what is commented out.`);
  }
  const isOpen = gaps.length > 0 || (!isConfirmed && !isNothingLeft && !options.dryRun);
  process.exitCode = isOpen ? 1 : 0;
}

async function takeAway({ parts }: OpenSetup, options: Options): Promise<void> {
  const isText = options.output === 'text';
  const outcome = await removeSetup({
    ...parts,
    report: say,
    isForced: options.force ?? false,
    async confirm(removals: readonly Removal[]) {
      if (isText) print(...describeRemovals(removals));
      if (options.dryRun) return false;
      return options.yes ? true : confirm('Take this away?');
    },
  });
  const { left, removed, isConfirmed } = outcome;
  if (!isText) printJson(outcome);
  else if (left.length > 0) {
    say('These stay:');
    for (const line of describeRemovals(left)) say(`  ${line}`);
    say('To take them away as well, add --force.');
  } else if (removed.length === 0 && !options.dryRun) {
    say(isConfirmed ? 'There was nothing to take away.' : 'Nothing was taken away.');
  }
  process.exitCode = left.length > 0 || (!isConfirmed && !options.dryRun) ? 1 : 0;
}
