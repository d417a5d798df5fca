/** What was waited for did not come in time. It may still come. */
class DeadlineExceededError extends Error {
  override readonly name = 'DeadlineExceededError';
}

/**
 * Waits for the promise, but not longer than until the deadline. The client of Temporal has deadlines of its own, and overshoots
 * them while it looks for a server.
 *
 * @throws DeadlineExceededError
 */
export async function byDeadline<T>(promise: Promise<T>, deadline: Date): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new DeadlineExceededError());
    }, deadline.getTime() - Date.now());
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
