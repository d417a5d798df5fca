import { z } from 'zod';
import type { OktaFactor, PendingFactor } from './okta-client.js';
import { parse } from './parse-answer.js';

// The SDK makes a date of it, and an invalid one of what is none; a raw answer has a text.
const time = z.union([z.date(), z.iso.datetime().transform((text) => new Date(text))]);

const factorSchema = z.object({
  id: z.string(),
  factorType: z.string(),
  provider: z.string(),
  status: z.string(),
  profile: z.object({ phoneNumber: z.string().optional(), email: z.string().optional() }).nullish(),
  created: time.nullish(),
});

const link = z.object({ href: z.url({ protocol: /^https?$/ }) });
const links = z.object({ qrcode: link.optional() }).optional();

const activationSchema = z.object({
  sharedSecret: z.string().optional(),
  timeStep: z.number().optional(),
  keyLength: z.number().optional(),
  expiresAt: z.string().optional(),
  _links: links,
});

// Okta shows the QR code's link beside what is embedded for TOTP, and within it for push.
const pendingSchema = z.object({
  _embedded: z.object({ activation: activationSchema.optional(), _links: links }).nullish(),
});

/** @throws OktaUnreachableError if the answer is no factor */
export function toOktaFactor(answer: unknown): OktaFactor {
  const { profile, created, ...rest } = parse(factorSchema, answer, 'factor');
  return {
    ...rest,
    ...(profile?.phoneNumber !== undefined && { phoneNumber: profile.phoneNumber }),
    ...(profile?.email !== undefined && { email: profile.email }),
    ...(created && { created: created.toISOString() }),
  };
}

/** A factor, and what Okta tells about it only when it is enrolled. @throws OktaUnreachableError */
export function toPendingFactor(answer: unknown): PendingFactor {
  const factor = toOktaFactor(answer);
  const { _embedded: embedded } = parse(pendingSchema, answer, 'enrolled factor');
  if (embedded?.activation === undefined) return factor;
  const { _links: inner, ...activation } = embedded.activation;
  const qrCode = inner?.qrcode ?? embedded._links?.qrcode;
  const known = Object.entries(activation).filter(([, value]) => value !== undefined);
  return {
    ...factor,
    activation: { ...Object.fromEntries(known), ...(qrCode && { qrCodeUrl: qrCode.href }) },
  };
}
