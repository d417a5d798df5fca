export { backfillPreEnrollment } from './backfill-pre-enrollment.js';
export { backfillRows } from './backfill-rows.js';
export { dispatchDelivery } from './dispatch-delivery.js';
export { freeze } from './freeze.js';
export { preEnrollUser } from './pre-enroll-user.js';
export { reconcileSystemLog } from './reconcile-system-log.js';
export { sweepGroupA } from './sweep-group-a.js';
export { watchForSurge } from './watch-for-surge.js';
