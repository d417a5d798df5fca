import { stopTemporalServers } from './temporal.js';

export const mochaHooks = { afterAll: stopTemporalServers };
