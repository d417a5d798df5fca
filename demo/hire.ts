import type { OktaAdmin } from './okta-admin.js';

export interface Hire {
  userId: string;
  login: string;
  secondEmail: string;
}

const people = [
  'Ada Lovelace',
  'Grace Hopper',
  'Alan Turing',
  'Katherine Johnson',
  'Edsger Dijkstra',
];

/** Has HR create the n-th new hire in Okta, from 0: STAGED, with a phone number and a private mail address. */
export async function hire(
  admin: OktaAdmin,
  n: number,
  phoneAttribute = 'mobilePhone',
): Promise<Hire> {
  const [firstName = '', lastName = ''] = people[n % people.length]?.split(' ') ?? [];
  const name = `${firstName}.${lastName}${n < people.length ? '' : `.${n}`}`.toLowerCase();
  const login = `${name}@example.com`;
  const secondEmail = `${name}@home.example`;
  const userId = await admin.createUser({
    ...{ firstName, lastName, login, email: login, secondEmail },
    [phoneAttribute]: `+1415${2_000_000 + n}`,
  });
  return { userId, login, secondEmail };
}
