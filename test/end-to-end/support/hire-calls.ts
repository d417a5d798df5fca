import type { Hire, OktaOrg } from './okta-org.js';

/** A kind of call that the worker makes for a hire. */
export interface HireCall {
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** A regular expression for what is below `/api/v1`; `ID` stands for the user, `A` and `B` for the groups. */
  path: string;
}

/** Up to the activation mail. */
export const callsBeforeActivation = {
  readUser: call('reading the user', 'GET', '/users/ID'),
  readGroups: call('reading the groups', 'GET', '/users/ID/groups'),
  addToA: call('adding to Group A', 'PUT', '/groups/A/users/ID'),
  listFactors: call('looking for a factor', 'GET', '/users/ID/factors'),
  enroll: call('enrolling the factor', 'POST', '/users/ID/factors'),
  activate: call('activating', 'POST', '/users/ID/lifecycle/activate'),
};

export const callsAfterActivation = {
  readStatus: call('checking the activation', 'GET', '/users/ID'),
  readLog: call('reading the System Log', 'GET', '/logs'),
  addToB: call('adding to Group B', 'PUT', '/groups/B/users/ID'),
  removeFromA: call('removing from Group A', 'DELETE', '/groups/A/users/ID'),
};

function call(name: string, method: HireCall['method'], path: string): HireCall {
  return { name, method, path };
}

/** Which requests a fault of the emulator is for: one kind of call, for one hire. */
export function requestsOf({ groups }: OktaOrg, { userId }: Hire, { method, path }: HireCall) {
  const route = path
    .replace('ID', userId)
    .replace(/(?<=\/groups\/)[AB]/, (group) => groups[group as 'A' | 'B']);
  return { method, path: `^/api/v1${route}$` };
}
