import type { Logger } from 'pino';
import { takeOrg, type TakenOrg } from './take-org.js';
import type { startSurroundings } from '../start-surroundings.js';

export interface FromEmpty {
  isWell: boolean;
  engines: TakenOrg[];
  seconds: number;
}

/**
 * Takes an empty org of each engine to its first hires: `setup`, `doctor`, five hires; then breaks each prerequisite in turn, and has the doctor name it. All on this
 * machine; nothing of it is left.
 */
export async function fromEmpty(
  find: Parameters<typeof startSurroundings>[0],
  logger: Logger,
  say: (line: string) => void,
): Promise<FromEmpty> {
  const began = Date.now();
  const engines: TakenOrg[] = [];
  for (const engine of ['classic', 'idx'] as const) {
    engines.push(await takeOrg(engine, { find, logger, say }));
  }
  const isWell = engines.every((each) => each.isWell);
  return { isWell, engines, seconds: Math.round((Date.now() - began) / 100) / 10 };
}
