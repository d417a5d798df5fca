import type { Client } from '@temporalio/client';
import type { SignalAllowance } from './signal-allowance.js';

/** What an Okta event goes through on its way into Temporal. */
export interface Door {
  client: Client;
  /** One per process: it counts what the process has sent. */
  allowance: SignalAllowance;
  /** Absent: factors that are activated are no concern of ours. */
  reactions?: ReactionRouting | undefined;
}

/** How the activations of factors become runs. */
export interface ReactionRouting {
  /** For how long what happens is one human act. */
  windowMs: number;
  /** How long an event is waited for that the System Log does not show yet. */
  patienceMs: number;
}
