import { Command } from 'commander';
import { acksCommand } from './acks/command.js';
import { coldCommand } from './cold/command.js';
import { enrollmentsCommand } from './enrollments/command.js';
import { overtakeCommand } from './overtake/command.js';
import { pacingCommand } from './pacing/command.js';
import { waitingCommand } from './waiting/command.js';

const program = new Command('bench')
  .description(
    'Measures the product beside what bounds it, in one run on one machine. Trust the ratios: absolute numbers differ with the machine and the hour.',
  )
  .addHelpText(
    'after',
    `
Examples:
  npm run bench -- acks
  npm run bench -- acks --seconds 10 --rounds 5
  npm run --silent bench -- acks --check | jq 'select(.goal)'

Standard output has one JSON object per line: a figure, with its floor and their ratio or null, or at the end a goal. Progress is on standard error.`,
  );

const benches = [
  acksCommand,
  coldCommand,
  enrollmentsCommand,
  overtakeCommand,
  pacingCommand,
  waitingCommand,
];
for (const bench of benches) program.addCommand(bench());

// What a benchmark has started ends with this process, however that ends; what it has written is removed on `exit`.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

await program.parseAsync();
