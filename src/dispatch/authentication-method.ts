/**
 * Classic Engine's names of factors in Identity Engine's words. What is not listed keeps its name: Okta's debug data is
 * no contract, so the table is open.
 */
const methodOfClassicFactor: ReadonlyMap<string, string> = new Map([
  ['SMS_FACTOR', 'SMS'],
  ['CALL_FACTOR', 'VOICE'],
  ['EMAIL_FACTOR', 'EMAIL'],
  ['PASSWORD_AS_FACTOR', 'PASSWORD'],
]);

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
  return methodOfClassicFactor.get(name) ?? name;
}
