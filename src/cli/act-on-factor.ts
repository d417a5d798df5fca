import { Command } from 'commander';
import { actOnFactorRun, type FactorAct, type FactorTarget } from '../operate/factor-runs.js';
import { describeFactorOutcome, toFactorRow } from './describe-factor.js';
import {
  factorArgument,
  nameOf,
  outputOption,
  userArgument,
  type FactorOutput,
} from './factor-target.js';
import { print, printJson } from './print.js';
import { sayIfFrozen } from './say-if-frozen.js';
import { withTemporal } from './with-temporal.js';

/** A command that is about the run of one factor, without its own options and its action. */
export function factorRunCommand(verb: string, description: string): Command {
  return new Command(verb)
    .description(description)
    .addArgument(userArgument())
    .addArgument(factorArgument())
    .addOption(outputOption());
}

/** Asks the run for something, and prints what became of it. */
export async function actOnFactor(
  target: FactorTarget,
  act: FactorAct,
  output: FactorOutput,
): Promise<void> {
  await withTemporal(async ({ client }) => {
    await sayIfFrozen(client);
    const outcome = await actOnFactorRun(client, target, act);
    const named = { userId: target.userId, factor: nameOf(target) };
    if (output === 'json') printJson(toFactorRow(named, outcome));
    else if (output === 'jsonl') print(JSON.stringify(toFactorRow(named, outcome)));
    else {
      const words = [outcome.outcome, describeFactorOutcome(outcome)];
      print([named.userId, named.factor, ...words].join('\t'));
    }
    if (outcome.outcome === 'not-running') process.exitCode = 3;
    else if (outcome.outcome !== 'done') process.exitCode = 1;
  });
}
