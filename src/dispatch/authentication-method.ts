/**
 * One name for each of these methods: Classic Engine has names of factors, Identity Engine displays words. What is not
 * listed keeps its name: neither engine's names are a contract, so the table is open.
 */
const methodOfName: ReadonlyMap<string, string> = new Map([
  ['SMS_FACTOR', 'SMS'],
  ['CALL_FACTOR', 'VOICE'],
  ['EMAIL_FACTOR', 'EMAIL'],
  ['PASSWORD_AS_FACTOR', 'PASSWORD'],
  ['SECURITY QUESTION', 'SECURITY_QUESTION'],
]);

const knowledge: ReadonlySet<string> = new Set(['PASSWORD', 'SECURITY_QUESTION']);

/**
 * True if the person had to know something and to have nothing: no second factor to a password, although Identity Engine reports it under
 * the type of one.
 *
 * @param method as {@link authenticationMethod} names it
 */
export function isKnowledge(method: string): boolean {
  return knowledge.has(method);
}

/**
 * How the person authenticated, in upper case, from either engine: Identity Engine says it in the target of type
 * `AuthenticatorEnrollment`, Classic Engine in the debug data.
 *
 * @returns undefined where the event does not say, or not in the form of a name: the value is stored in histories.
 */
export function authenticationMethod(named: {
  methodTypeUsed: string | null | undefined;
  classicFactor: string | null | undefined;
}): string | undefined {
  const name = (named.methodTypeUsed ?? named.classicFactor)?.toUpperCase();
  if (name === undefined || !/^[A-Z][A-Z0-9_ -]{0,63}$/.test(name)) return undefined;
  return methodOfName.get(name) ?? name;
}
