import { createHash } from 'node:crypto';
import type { Factor } from '../state/factor.js';

/** Where the QR code of a pending factor is served: whoever knows the address needs no credential. @param href the factor's own. */
export function qrLink(href: string, factor: Factor) {
  return { href: `${href}/qr/${qrToken(factor)}`, type: 'image/png' };
}

/** Of this activation: an older one's code is of no use. */
export function qrToken({ id, totp, push }: Factor): string {
  const of = totp?.secret ?? push?.expires.toISOString() ?? '';
  return `00${createHash('sha256').update(`${id} ${of}`).digest('base64url').slice(0, 40)}`;
}
