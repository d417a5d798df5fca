import type { Chat } from '../../src/chat/chat.js';
import { withFaults, type FaultyPort } from './faulty-port.js';

export interface FakeChat extends Chat, FaultyPort<Chat> {
  /** Every line, in order. */
  readonly lines: readonly string[];
}

/** A {@link Chat} that keeps what it is given. */
export function createFakeChat(): FakeChat {
  const lines: string[] = [];
  const chat = withFaults<Chat>({
    post(text) {
      lines.push(text);
    },
  });
  return { ...chat, lines };
}
