import { flood, type Flood } from './flood.js';
import { guess, type Guesses } from './guess.js';
import { replay, type Replays } from './replay.js';
import { stall, type Stalls } from './stall.js';
import type { Target } from './target.js';

/** What the attacker is told: first whom to attack, then what somebody has captured for it, in the end to stop. */
export type Order = { target: Target } | { captured: string } | { stop: true };

/** What it says when it has ended. */
export interface AttackReport {
  flood: Flood;
  slowloris: Stalls;
  replay: Replays;
  guess: Guesses;
}

const stopping = new AbortController();
const captured: Buffer[] = [];

/** Whoever has captured a delivery has the secret. */
const secret = () => /^authorization: (.+)\r$/im.exec(captured[0]?.toString('latin1') ?? '')?.[1];

async function attack(target: Target): Promise<void> {
  const { signal } = stopping;
  const [flooded, slowloris, replayed, guessed] = await Promise.all([
    flood(target, signal),
    stall(target, secret, signal),
    replay(target, captured, signal),
    guess(target, secret, signal),
  ]);
  const report: AttackReport = { flood: flooded, slowloris, replay: replayed, guess: guessed };
  process.send?.(report);
  process.disconnect();
}

process.on('message', (order: Order) => {
  if ('target' in order) void attack(order.target);
  else if ('captured' in order) captured.push(Buffer.from(order.captured, 'base64'));
  else stopping.abort();
});
// Whoever started it is gone, or has its report.
process.on('disconnect', () => process.exit());
