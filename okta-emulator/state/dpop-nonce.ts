import { newToken } from './ids.js';

const lifetimeMs = 24 * 60 * 60 * 1000;

/** The nonce that proofs at the token endpoint have to carry. One of Okta's is good for 24 hours. */
export interface DpopNonce {
  /** @param now by the org's clock, in milliseconds. */
  current(now: number): string;
  /** The next proof needs a new one, as if a day had passed. */
  expire(): void;
}

export function createDpopNonce(): DpopNonce {
  let nonce = { value: newToken(), ends: -Infinity };
  return {
    current(now) {
      if (nonce.ends <= now) nonce = { value: newToken(), ends: now + lifetimeMs };
      return nonce.value;
    },
    expire() {
      nonce.ends = -Infinity;
    },
  };
}
