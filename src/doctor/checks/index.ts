import type { Check } from '../check.js';
import { activationChecks } from './activation.js';
import { attributeChecks } from './attribute.js';
import { auditChecks } from './audit.js';
import { clockChecks } from './clock.js';
import { configurationChecks } from './configuration.js';
import { credentialChecks } from './credential.js';
import { engineChecks } from './engine.js';
import { eventHookChecks } from './event-hook.js';
import { groupChecks } from './groups.js';
import { limitChecks } from './limits.js';
import { policyChecks } from './policies.js';
import { smtpChecks } from './smtp.js';
import { systemLogChecks } from './system-log.js';
import { telephonyChecks } from './telephony.js';
import { temporalChecks } from './temporal.js';

/** Every check, in the order in which they are shown: what others depend on comes first. */
export const checks: readonly Check[] = [
  ...[...configurationChecks, ...engineChecks, ...clockChecks, ...credentialChecks],
  ...[...groupChecks, ...attributeChecks, ...policyChecks, ...telephonyChecks],
  ...[...activationChecks, ...eventHookChecks, ...limitChecks, ...systemLogChecks],
  ...[...temporalChecks, ...smtpChecks, ...auditChecks],
];

export const checkIds: readonly string[] = checks.map(({ id }) => id);
