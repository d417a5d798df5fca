import { Command, Option } from 'commander';
import { readReplayConfig } from '../configuration/config.js';
import { replayEvents, type ReplayedEvent } from '../replay.js';
import { connectClient } from '../temporal/client.js';
import { readTemporalConfig } from '../configuration/temporal-config.js';
import { readStoredEvents } from './read-stored-events.js';
import { say } from './say.js';

interface ReplayOptions {
  file: string;
  output: 'text' | 'json' | 'jsonl';
  dryRun?: true;
}

export function replayCommand(): Command {
  return new Command('replay')
    .description('bring stored events into Temporal, as if Okta delivered them again')
    .requiredOption('--file <path>', 'events as Okta sent them; - for standard input')
    .option('--dry-run', 'show what would be done; no Temporal server is needed')
    .addOption(
      new Option('-o, --output <format>', 'how to print what became of each event')
        .choices(['text', 'json', 'jsonl'])
        .default('text'),
    )
    .addHelpText(
      'after',
      `
The file holds a delivery of the event hook, an event of the System Log, a list of either, or one per line.
It may be replayed again and again: a hire who has a run is a duplicate. The filters and event cards of
PREENROLL_CONFIG hold, but for cards with groups, which need Okta and come from its System Log.

Examples:
  preenroll replay --file deliveries.json --dry-run
  TEMPORAL_ADDRESS=temporal:7233 preenroll replay --file deliveries.json -o jsonl

Exit codes: 0 all is in Temporal, 1 an event is not (failed, unreadable), 2 usage, 4 Temporal cannot be reached.`,
    )
    .action(replay);
}

async function replay({ file, output, dryRun }: ReplayOptions): Promise<void> {
  const config = readReplayConfig();
  const stored = readStoredEvents(file);
  const client = dryRun ? undefined : await connectClient(readTemporalConfig());
  const replayed: ReplayedEvent[] = [];
  try {
    for (const delivery of stored) {
      const outcomes = await replayEvents(client, config, delivery);
      replayed.push(...outcomes);
      if (output !== 'json') printLines(outcomes, output);
    }
  } finally {
    if (output === 'json') process.stdout.write(`${JSON.stringify(replayed, null, 2)}\n`);
    await client?.connection.close();
  }
  sayIfAny(
    replayed,
    'failed',
    'were not taken by Temporal. Replay the file again; what is there already stays as it is.',
  );
  sayIfAny(
    replayed,
    'unreadable',
    'are not as Okta sends them: the reason names the part that cannot be read. Take them out, or replay them as Okta sent them.',
  );
}

/** What is not in Temporal afterwards makes the command fail. */
function sayIfAny(replayed: ReplayedEvent[], outcome: 'failed' | 'unreadable', what: string): void {
  const lost = replayed.filter((event) => event.outcome === outcome);
  if (lost.length === 0) return;
  say(`${lost.length} of ${replayed.length} events ${what}`);
  process.exitCode = 1;
}

/** At once, delivery by delivery: a long file shows how far it is. */
function printLines(replayed: ReplayedEvent[], output: 'text' | 'jsonl'): void {
  const lines = replayed.map((event) =>
    output === 'jsonl'
      ? JSON.stringify(event)
      : [event.uuid ?? '-', event.eventType ?? '-', event.outcome, event.reason ?? '']
          .join('\t')
          .trimEnd(),
  );
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}
