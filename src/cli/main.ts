import { exitCodeOf } from './exit-code-of.js';
import { createProgram } from './program.js';

try {
  const [verb] = process.argv.slice(2);
  const program = await createProgram(verb);
  await program.parseAsync();
} catch (error) {
  // Parts that did start must not keep a process alive that has failed.
  process.exit(await exitCodeOf(error));
}
