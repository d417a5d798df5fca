/** Workflows, and the activities that they call. */
export const taskQueue = 'preenroll';
