import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { askFactorRun, findFactorRun, type FactorTarget } from '../operate/factor-runs.js';
import { factorRunCommand } from './act-on-factor.js';
import { describeFactorRun, type ShownFactor } from './describe-factor.js';
import { nameOf, toTarget, type FactorOutput, type NamedFactor } from './factor-target.js';
import { NotFoundError } from './not-found-error.js';
import { print, printJson } from './print.js';
import { sayIfFrozen } from './say-if-frozen.js';
import { describeActivation, readActivation } from './show-activation.js';
import { withTemporal } from './with-temporal.js';

interface ShowFactorOptions {
  secret?: true;
  qr?: true;
  output: FactorOutput;
}

export function factorShowCommand(): Command {
  return factorRunCommand('show', 'how the enrollment of a factor stands')
    .option('--secret', 'also what the person needs to set up the app, decrypted')
    .option('--qr', 'the same with a QR code to scan')
    .addHelpText(
      'after',
      `
Whoever has the secret of an app can make its codes: show it to the person alone.

Examples:
  preenroll factor show 00unewh1re0000000000 sms
  preenroll factor show 00unewh1re0000000000 token:software:totp:GOOGLE --qr
  preenroll factor show 00unewh1re0000000000 push -o json | jq .status.stage

Exit codes: 0 ok, 1 failed, 2 usage, 3 no such user or no run, 4 Temporal or Okta cannot be reached.`,
    )
    .action(async (user: string, factor: NamedFactor, options: ShowFactorOptions) => {
      const target = await toTarget(user, factor);
      await withTemporal(async ({ client }) => {
        await sayIfFrozen(client);
        await show(client, target, options);
      });
    });
}

async function show(
  client: Client,
  target: FactorTarget,
  { secret, qr, output }: ShowFactorOptions,
): Promise<void> {
  const run = await findFactorRun(client, target);
  if (run === undefined) throw noFactorRun(target);
  const shown: ShownFactor = { run, answer: await askFactorRun(client, target) };
  const isWanted = (secret ?? qr) === true && 'status' in shown.answer;
  const activation = isWanted ? await readActivation(client, target) : undefined;
  if (output === 'text') {
    print(...describeFactorRun(shown));
    if (activation) print('', ...(await describeActivation(activation, target, qr ?? false)));
    return;
  }
  const { startedAt, ...rest } = run;
  const json = {
    ...{ userId: target.userId, factor: nameOf(target) },
    run: { ...rest, startedAt: startedAt.toISOString() },
    ...shown.answer,
    ...(activation !== undefined && { activation }),
  };
  if (output === 'json') printJson(json);
  else print(JSON.stringify(json));
}

function noFactorRun(target: FactorTarget): NotFoundError {
  return new NotFoundError(
    `Temporal has no run for ${nameOf(target)} of ${target.userId}: none was started, or it has ended so long ago that it is not kept.`,
  );
}
