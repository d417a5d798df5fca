import type { FoundOrg } from '../setup/found-org.js';
import { planSignOn } from '../setup/plan-sign-on.js';
import { names, type WantedSetup } from '../setup/wanted-setup.js';
import { InputError } from './read-stored-events.js';

/** Asks the person at the terminal. */
export interface Ask {
  text: (question: {
    message: string;
    validate: (text: string) => string | undefined;
  }) => Promise<string>;
  confirm: (message: string) => Promise<boolean>;
}

/**
 * What is wanted, with what nobody has said yet: the address of the event hook is taken from the one that is there, or asked for; a policy that asks for MFA is
 * offered where none does.
 *
 * @param ask undefined where nobody can be asked
 * @throws InputError that names the option, where nobody can be asked
 */
export async function completeWanted(
  wanted: WantedSetup,
  found: FoundOrg,
  ask: Ask | undefined,
): Promise<WantedSetup> {
  const eventHook = wanted.eventHook && {
    ...wanted.eventHook,
    url: wanted.eventHook.url || (knownUrl(found) ?? (await askForUrl(ask))),
  };
  const open = { ...wanted, ...(eventHook && { eventHook }) };
  if (open.signOnRule || ask === undefined) return open;
  const [warning] = planSignOn(open, found, {}).warnings;
  if (warning === undefined) return open;
  const signOnRule = await ask.confirm(
    'No policy asks for MFA at sign-in. Make one for Group A and Group B?',
  );
  return { ...open, signOnRule };
}

function knownUrl({ eventHooks }: FoundOrg): string | undefined {
  if (eventHooks === 'refused') return undefined;
  return eventHooks.find(({ name }) => name === names.eventHook)?.url;
}

async function askForUrl(ask: Ask | undefined): Promise<string> {
  if (ask === undefined) {
    throw new InputError(
      'Where Okta reaches the hook gateway is not known: name it with --hook-url, or go without an event hook with --no-hook.',
    );
  }
  return ask.text({
    message: 'Where does Okta reach the hook gateway? (https://…/okta/event-hook)',
    validate: (text) => (isHookUrl(text) ? undefined : 'It must be a URL with https://'),
  });
}

/** Plain http only for this machine, where nothing but an emulator calls. */
export function isHookUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.)/.test(hostname));
}
