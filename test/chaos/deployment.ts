import type { CleanUp } from '../support/clean-up.js';
import type { SupervisedProcess } from './supervise.js';

/** Of how many processes the world consists, and which Temporal they use. */
export interface Deployment {
  gateways: number;
  workers: number;
  /** Resolves when its namespace `default` answers. */
  startTemporal(place: Place): Promise<RunningTemporal>;
}

/** Of one run. */
export interface Place {
  /** Removed at the end if all went well. Every user may go through it. */
  directory: string;
  cleanUp: CleanUp;
}

export interface RunningTemporal {
  /** `host:port` */
  address: string;
  /** Each is killed in its turn. */
  processes: readonly SupervisedProcess[];
}
