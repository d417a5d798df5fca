import type { Client } from '@temporalio/client';
import type { SignalAllowance } from './signal-allowance.js';

/** What an Okta event goes through on its way into Temporal. */
export interface Door {
  client: Client;
  /** One per process: it counts what the process has sent. */
  allowance: SignalAllowance;
}
