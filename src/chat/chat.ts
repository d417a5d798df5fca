import { EgressError } from '../egress/egress-error.js';
import type { Egress, EgressAnswer } from '../egress/egress.js';

/** A channel that people read. */
export interface Chat {
  /**
   * Posts a line. Not idempotent: a lost answer may lead to a second line.
   *
   * @throws ChatError
   */
  post(text: string): Promise<void>;
}

/** The line was not posted. The message holds no address. */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  /** True if a person must repair it. */
  readonly permanent: boolean;

  constructor(why: string, permanent: boolean) {
    super(why);
    this.permanent = permanent;
  }
}

/** {@link Chat} over an incoming webhook in the form of Slack's: `{"text": …}`. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/ */
export function createWebhookChat(egress: Egress, url: string): Chat {
  return {
    async post(text) {
      const { status } = await call(egress, url, escapeText(text));
      if (status >= 200 && status < 300) return;
      throw new ChatError(`HTTP ${status}`, status < 500 && status !== 408 && status !== 429);
    },
  };
}

async function call(egress: Egress, url: string, text: string): Promise<EgressAnswer> {
  try {
    return await egress({
      ...{ method: 'POST', url: new URL(url), body: JSON.stringify({ text }) },
      headers: { 'content-type': 'application/json' },
    });
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    throw new ChatError(error.message, error.kind === 'blocked');
  }
}

/** These three characters begin links and mentions. */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
