import { randomBytes } from 'node:crypto';
import type { Canary } from '../../support/personal-data/find-canaries.js';
import type { Kind } from '../../support/personal-data/inventory.js';
import { ecKey } from '../../unit/okta/authorization/keys.js';
import { hookSecret } from './stage.js';

const names = { firstName: 'Zebediah', lastName: 'Qu"uxington-Ñáñez' };
/** What all numbers begin with: no other number does. */
const numberPlan = '41527384';

/** The profile of a hire who differs from the others by two digits. */
export function canaryProfile(number: number) {
  const login = `zq.work.${number}@example.com`;
  return {
    ...{ ...names, login, email: login, secondEmail: `zq.private.${number}@home.example` },
    mobilePhone: numberEndingIn(number),
    managerId: '',
    // Nobody shall follow them.
    ...{ profileUrl: 'http://169.254.169.254/latest/meta-data', organization: 'elsewhere.invalid' },
  };
}

export function numberEndingIn(digits: number): string {
  return `+1 (415) 273-84${digits}`;
}

export const managersAddress = 'zq.manager@example.com';
/** Too short by a digit. */
export const unusableNumber = '+1 415 273 846';

const key = ecKey('zq-key');
const secret = () => randomBytes(32).toString('base64');

/** What the processes are given. */
export const canarySecrets = {
  ...{ passCode: '739264', sharedSecret: 'KLMNOPQRSTUVKLMN234567' },
  privateKey: key.jwkText,
  publicKey: key.publicJwk,
  mailPassword: 'Zq/Mail+Pass word&9',
  ticketSecret: `whsec_${secret()}`,
  chatPath: '/services/ZQ000/chat-address-of-the-hook',
  encryptionKey: secret(),
  hashKey: secret(),
};

/** All that is looked for, but for what is made while the processes run. */
export function givenCanaries(apiToken: string): (Canary & { kind: Kind })[] {
  const { d = '' } = JSON.parse(canarySecrets.privateKey) as { d?: string };
  return [
    { kind: 'name', value: names.firstName },
    { kind: 'name', value: names.lastName },
    { kind: 'phone', value: numberPlan, as: 'number' },
    { kind: 'phone', value: unusableNumber.replace(/\D/g, ''), as: 'number' },
    { kind: 'phone', value: '+1 (415) 273-84' },
    { kind: 'primary address', value: 'zq.work' },
    { kind: 'secondary address', value: 'zq.private' },
    { kind: 'address of the manager', value: 'zq.manager' },
    { kind: 'code', value: canarySecrets.passCode, as: 'code' },
    { kind: 'secret of an app', value: canarySecrets.sharedSecret },
    { kind: 'secret of the hook', value: hookSecret },
    { kind: 'API token', value: apiToken },
    { kind: 'private key', value: d },
    // How the head of every signed token begins: `{"alg":`, `{"typ":`, `{"kid":`.
    ...['alg', 'typ', 'kid'].map((member) => ({
      kind: 'signed token' as const,
      value: Buffer.from(`{"${member}":"`).toString('base64url').slice(0, 10),
    })),
    { kind: 'password of the mail server', value: canarySecrets.mailPassword },
    { kind: 'secret of the ticket system', value: canarySecrets.ticketSecret.slice(6) },
    { kind: 'address of the chat', value: canarySecrets.chatPath },
    { kind: 'encryption key', value: canarySecrets.encryptionKey },
    { kind: 'hash key', value: canarySecrets.hashKey },
  ];
}
