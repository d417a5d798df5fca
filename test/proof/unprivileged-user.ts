import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';

/** As whom the product is installed and run. */
export interface UnprivilegedUser {
  name: string;
  uid: number;
  gid: number;
  /** What goes before a command, so that it runs as this user and can never become another. */
  prefix: readonly string[];
}

/**
 * Nobody, where root runs this; else whoever does.
 *
 * @throws Error where there is no such user, or it may not run Node
 */
export function findUnprivilegedUser(): UnprivilegedUser {
  const { uid, gid, username } = userInfo();
  if (uid !== 0) return { name: username, uid, gid, prefix: [] };
  const name = 'nobody';
  const [nobody, group] = ['-u', '-g'].map((which) =>
    Number(execFileSync('id', [which, name], { encoding: 'utf8' })),
  );
  if (nobody === undefined || group === undefined) throw new Error('There is no user nobody.');
  const prefix = [
    ...['setpriv', '--reuid', String(nobody), '--regid', String(group), '--clear-groups'],
    ...['--no-new-privs', '--inh-caps=-all', '--bounding-set=-all'],
  ];
  try {
    execFileSync('setpriv', [...prefix.slice(1), 'node', '--version']);
  } catch (error) {
    throw new Error(
      "nobody cannot run Node: it takes setpriv (util-linux), and a Node that is not in a folder of root's own. Or run this as another user than root.",
      { cause: error },
    );
  }
  return { name, uid: nobody, gid: group, prefix };
}
