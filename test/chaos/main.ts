import { readChaosOptions } from './chaos-options.js';
import { oneMachine } from './one-machine.js';
import { playChaos } from './play-chaos.js';

const options = readChaosOptions(process.argv, {
  ...{ name: 'chaos', where: 'On one machine', hires: 300, kills: 3 },
  examples: `  npm run chaos                                   300 hires, 3 kills of each process: some minutes
  npm run chaos -- --hires 10000 --kills 10       the long one
  npm run chaos -- --seed 42                      the same kills and faults again
  npm run chaos -- --kills 0 --hooks-dropped 0.5  half of the hires come from the System Log`,
});
await playChaos(options, oneMachine);
