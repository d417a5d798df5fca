import { z } from 'zod';
import { ConfigurationError } from './configuration-error.js';
import type { Environment } from './environment.js';
import type { NeededScope } from './needed-scopes.js';
import type { OktaCredential, Secret } from '../okta/authorization/credential.js';
import { PrivateKeyError, readPrivateKey } from '../okta/authorization/private-key.js';
import type { OktaConnection } from '../okta/create-sdk.js';
import type { ProxySettings } from '../okta/create-fetch.js';
import { readSecret } from './read-secret.js';
import { isPlaceholder, noPlaceholder } from './weak-secrets.js';

/** A token in plain HTTP may cross this machine or a private network of containers, never the internet. */
const orgUrl = z.union(
  [
    z.url({ protocol: /^https$/ }),
    z.url({ protocol: /^http$/, hostname: /^([^.:]+|127(\.\d+){3}|\[::1\])$/ }),
  ],
  'must be a URL with https:// (plain http only for this machine or a container by its name)',
);

export const headerValue = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces: it is sent as a header');

const apiToken = headerValue.refine((text) => !isPlaceholder(text), noPlaceholder);

const proxyUrl = z.url({ protocol: /^https?$/, error: 'must be a URL with http:// or https://' });

const scopeList = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((scope) => scope !== ''))
  .refine(
    (scopes) => scopes.length > 0 && scopes.every((scope) => /^okta\.[A-Za-z.]+$/.test(scope)),
    'must be scopes of the Okta API with spaces between them, such as okta.users.read',
  );

const authorizationMode = z.enum(['SSWS', 'PrivateKey'], 'must be SSWS or PrivateKey');

const variables = {
  OKTA_CLIENT_ORGURL: orgUrl,
  OKTA_CLIENT_SCOPES: scopeList.optional(),
  OKTA_CLIENT_KEYID: z.string().optional(),
  OKTA_CLIENT_DPOP: z.enum(['true', 'false'], 'must be true or false').default('true'),
  HTTPS_PROXY: proxyUrl.optional(),
  https_proxy: proxyUrl.optional(),
  HTTP_PROXY: proxyUrl.optional(),
  http_proxy: proxyUrl.optional(),
  NO_PROXY: z.string().optional(),
  no_proxy: z.string().optional(),
};

/** Of which an API token and a service app are made: each as a value, or as a file that holds it. */
const secretNames = { SSWS: 'OKTA_CLIENT_TOKEN', PrivateKey: 'OKTA_CLIENT_PRIVATEKEY' } as const;

type Mode = OktaCredential['mode'];

/** True if somebody has begun to say how Okta is reached. */
export function saysAnythingOfOkta(environment: Environment): boolean {
  return Object.keys(environment).some((name) => name.startsWith('OKTA_CLIENT_'));
}

/** The variables that say how Okta is reached; which must be there depends on the mode. Throws {@link ConfigurationError} where that is ambiguous. */
export function oktaVariables(environment: Environment) {
  const mode = modeOf(environment);
  const neededFor = (of: Mode, schema: z.ZodString): z.ZodType<string | undefined> =>
    mode === of && !environment[`${secretNames[of]}_FILE`] ? schema : schema.optional();
  return {
    ...variables,
    OKTA_CLIENT_AUTHORIZATIONMODE: authorizationMode.default(mode),
    OKTA_CLIENT_TOKEN: neededFor('SSWS', apiToken),
    OKTA_CLIENT_TOKEN_FILE: z.string().optional(),
    OKTA_CLIENT_CLIENTID: mode === 'PrivateKey' ? headerValue : headerValue.optional(),
    OKTA_CLIENT_PRIVATEKEY: neededFor('PrivateKey', z.string()),
    OKTA_CLIENT_PRIVATEKEY_FILE: z.string().optional(),
  };
}
type OktaVariables = z.infer<z.ZodObject<ReturnType<typeof oktaVariables>>>;

/** As it is said; else by what is there. A trial has a token, so that is what is missing where nothing is. */
function modeOf(environment: Environment): Mode {
  const said = authorizationMode.safeParse(environment['OKTA_CLIENT_AUTHORIZATIONMODE']);
  if (said.success) return said.data;
  const has = (...names: string[]) =>
    names.some((name) => (environment[name] ?? environment[`${name}_FILE`]) !== undefined);
  const isApp = has('OKTA_CLIENT_CLIENTID', 'OKTA_CLIENT_PRIVATEKEY');
  if (isApp && has('OKTA_CLIENT_TOKEN')) {
    throw new ConfigurationError(
      'OKTA_CLIENT_TOKEN and a service app (OKTA_CLIENT_CLIENTID, OKTA_CLIENT_PRIVATEKEY) are both set. Remove one, or say which counts: OKTA_CLIENT_AUTHORIZATIONMODE=SSWS or PrivateKey.',
    );
  }
  return isApp ? 'PrivateKey' : 'SSWS';
}

/**
 * How Okta is reached, with the key or token looked at. Throws {@link ConfigurationError} if it cannot be read, or can be none.
 *
 * @param scopes that a service app asks for where OKTA_CLIENT_SCOPES says nothing else
 */
export function toOktaConnection(
  env: OktaVariables,
  scopes: readonly NeededScope[],
): OktaConnection {
  const proxy = toProxySettings(env);
  return {
    orgUrl: env.OKTA_CLIENT_ORGURL,
    credential: toCredential(env, env.OKTA_CLIENT_SCOPES ?? scopes.map(({ scope }) => scope)),
    ...(proxy && { proxy }),
  };
}

function toCredential(env: OktaVariables, scopes: readonly string[]): OktaCredential {
  if (env.OKTA_CLIENT_AUTHORIZATIONMODE === 'SSWS') {
    return { mode: 'SSWS', token: readChecked(env, 'SSWS', checkToken) };
  }
  const { OKTA_CLIENT_CLIENTID: clientId = '', OKTA_CLIENT_KEYID: keyId } = env;
  return {
    mode: 'PrivateKey',
    ...{ clientId, scopes },
    ...(keyId !== undefined && { keyId }),
    privateKey: readChecked(env, 'PrivateKey', readPrivateKey),
    isDpopUsed: env.OKTA_CLIENT_DPOP === 'true',
  };
}

/** The value, or the file once what it holds is known to be good. */
function readChecked(env: OktaVariables, mode: Mode, look: (text: string) => unknown): Secret {
  const name = secretNames[mode];
  const { [name]: value, [`${name}_FILE` as const]: file } = env;
  const text = readSecret({ [name]: value, [`${name}_FILE`]: file }, name) ?? '';
  const source = value === undefined ? `${name}_FILE` : name;
  try {
    look(text);
  } catch (error) {
    if (!(error instanceof PrivateKeyError)) throw error;
    throw new ConfigurationError(`${source} ${error.message}.`);
  }
  return value === undefined && file !== undefined ? { file } : { value: text };
}

function checkToken(text: string): void {
  if (isPlaceholder(text)) throw new ConfigurationError(`OKTA_CLIENT_TOKEN_FILE ${noPlaceholder}.`);
  if (headerValue.safeParse(text).success) return;
  throw new ConfigurationError(
    'OKTA_CLIENT_TOKEN_FILE must hold an API token: printable ASCII without spaces.',
  );
}

/** In lower case they count more, as with other programs. */
function toProxySettings(env: OktaVariables): ProxySettings | undefined {
  const httpsProxy = env.https_proxy ?? env.HTTPS_PROXY;
  const httpProxy = env.http_proxy ?? env.HTTP_PROXY;
  if (httpsProxy === undefined && httpProxy === undefined) return undefined;
  return { httpsProxy, httpProxy, noProxy: env.no_proxy ?? env.NO_PROXY };
}
