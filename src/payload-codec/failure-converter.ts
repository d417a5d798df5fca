import { DefaultFailureConverter } from '@temporalio/common';

// Bundled into the workflows' sandbox: nothing but Temporal's own may be imported here.

/** Puts messages and stacks of failures where the codec encrypts them. Found by its name. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
