/** What an activation link carries. Opened once, it is used up. */
export interface ActivationToken {
  token: string;
  userId: string;
  expires: Date;
}
