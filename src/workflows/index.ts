export { dispatchDelivery } from './dispatch-delivery.js';
export { preEnrollUser } from './pre-enroll-user.js';
export { reconcileSystemLog } from './reconcile-system-log.js';
