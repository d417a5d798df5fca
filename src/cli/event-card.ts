import { Command, Option } from 'commander';
import { describeCard } from '../event-card/describe-card.js';
import { NoUserMfaEventError, toUserMfaEventCard } from '../event-card/to-user-mfa-event-card.js';
import type { UserMfaEventCard } from '../event-card/user-mfa-event-card.js';
import { InputError, readStoredEvents, type StoredEvents } from './read-stored-events.js';
import { say } from './say.js';

interface EventCardOptions {
  file: string;
  output: 'text' | 'json';
}

export function eventCardCommand(): Command {
  return new Command('event-card')
    .description('print the User MFA event card of stored events: it holds personal data')
    .requiredOption('--file <path>', 'events as Okta sent them; - for standard input')
    .addOption(
      new Option('-o, --output <format>', 'how to print').choices(['text', 'json']).default('text'),
    )
    .addHelpText(
      'after',
      `
The file holds a delivery of the event hook, an event of the System Log, a list of either, or one per line.
With -o json one event gives an object, and everything else a list.

Examples:
  preenroll event-card --file event.json
  preenroll event-card --file delivery.json -o json | jq '.[].oktaUser.id'`,
    )
    .action(printCards);
}

function printCards({ file, output }: EventCardOptions): void {
  const stored = readStoredEvents(file);
  const cards = toCards(stored);
  if (output === 'text') {
    process.stdout.write(cards.map(describeCard).join('\n'));
    return;
  }
  const isOneEvent = stored.length === 1 && stored[0]?.envelope === undefined;
  process.stdout.write(`${JSON.stringify(isOneEvent ? cards[0] : cards, null, 2)}\n`);
}

/** The cards of the events that have one. What is left out is said, and it is an error if nothing is left. */
function toCards(stored: StoredEvents[]): UserMfaEventCard[] {
  const refused: NoUserMfaEventError[] = [];
  const cards = stored.flatMap(({ values, envelope }) =>
    values.flatMap((value) => {
      try {
        return [toUserMfaEventCard(value, { envelope })];
      } catch (error) {
        if (!(error instanceof NoUserMfaEventError)) throw error;
        refused.push(error);
        return [];
      }
    }),
  );
  const [first] = refused;
  if (cards.length === 0) {
    throw new InputError(`${first?.message ?? 'The file holds no event.'} No card can be printed.`);
  }
  if (first) say(`Left out: ${refused.length} events that have no such card.`);
  return cards;
}
