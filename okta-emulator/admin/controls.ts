import type { EventDelivery } from '../event-hooks/deliver-events.js';
import type { ApiFault } from '../faults/api-fault.js';
import type { ArmedFaults } from '../faults/armed-faults.js';
import type { HeldRequests } from '../faults/held-requests.js';
import type { JournalEntry } from '../journal.js';
import type { RateLimitWindows } from '../rate-limit-windows.js';
import type { Limits } from '../rate-limits.js';
import type { Org } from '../state/org.js';

/** What steers and watches an emulated org from outside, in the same process or through `/_emulator`. */
export interface Controls {
  /** The state, for tests and demos in the same process. */
  readonly org: Org;
  /** Every API request received so far, in the order of arrival. */
  readonly journal: readonly JournalEntry[];
  readonly limits: Limits;
  /** What was used of the rate limits. */
  readonly rateLimitWindows: RateLimitWindows;
  /** Faults on API requests. */
  readonly apiFaults: ArmedFaults<ApiFault>;
  /** Requests that a `hang` fault holds. */
  readonly heldRequests: HeldRequests;
  /** What event hooks were sent, and the faults on it. */
  readonly eventDelivery: EventDelivery;
}
