import { authenticatorKeys } from './authenticators.js';
import { enrollableFactors } from './enrollable-factors.js';
import type { Engine } from './org.js';
import type { EnrollSelf, PolicySettings } from './policy.js';

/** The enrollment policy's settings in the engine's own shape: the phone as one says, everything else alike; passwords always. */
export function policySettings(
  engine: Engine,
  phone: EnrollSelf,
  others: EnrollSelf,
): PolicySettings {
  if (engine === 'classic') {
    const factors = enrollableFactors.map(({ factor }) => {
      return [factor, { enroll: { self: factor === 'okta_sms' ? phone : others } }] as const;
    });
    return { type: 'FACTORS', factors: Object.fromEntries(factors) };
  }
  const selfOf: Record<string, EnrollSelf> = { okta_password: 'REQUIRED', phone_number: phone };
  return {
    type: 'AUTHENTICATORS',
    authenticators: authenticatorKeys.map((key) => {
      return { key, enroll: { self: selfOf[key] ?? others } };
    }),
  };
}
