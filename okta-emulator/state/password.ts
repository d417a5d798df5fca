/** The only rule of the emulated password policy. */
export function meetsPasswordPolicy(password: string): boolean {
  return password.length >= 8;
}
