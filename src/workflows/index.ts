export { dispatchDelivery } from './dispatch-delivery.js';
export { freeze } from './freeze.js';
export { preEnrollUser } from './pre-enroll-user.js';
export { readOktaLimits } from './read-okta-limits.js';
export { reconcileSystemLog } from './reconcile-system-log.js';
export { sweepGroupA } from './sweep-group-a.js';
export { watchForSurge } from './watch-for-surge.js';
