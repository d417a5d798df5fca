import { call } from './call.js';
import { email } from './email.js';
import type { FactorKind } from './factor-kind.js';
import { push } from './push.js';
import { question } from './question.js';
import { sms } from './sms.js';
import { googleTotp, oktaTotp } from './totp.js';

/** Every kind that can be enrolled here. */
const kinds: readonly FactorKind[] = [sms, call, email, oktaTotp, googleTotp, push, question];

/** Okta's description names these too; an org has to be set up for most of them. */
const otherPairs: ReadonlySet<string> = new Set([
  'token:hotp CUSTOM',
  'token RSA',
  'token SYMANTEC',
  'token:hardware YUBICO',
  'u2f FIDO',
  'web DUO',
  'webauthn FIDO',
]);

interface Pair {
  factorType: string;
  provider: string;
}

export function findKind({ factorType, provider }: Pair): FactorKind | undefined {
  return kinds.find((kind) => kind.factorType === factorType && kind.provider === provider);
}

/** Of a factor that is there: it has one. */
export function kindOf(factor: Pair): FactorKind {
  const kind = findKind(factor);
  if (kind === undefined) throw new Error(`No kind ${factor.factorType} of ${factor.provider}`);
  return kind;
}

/** Whether Okta knows the pair at all. */
export function isPairOfOkta({ factorType, provider }: Pair): boolean {
  return (
    findKind({ factorType, provider }) !== undefined || otherPairs.has(`${factorType} ${provider}`)
  );
}
