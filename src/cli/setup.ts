import { Command, InvalidArgumentError, Option } from 'commander';
import type { SetupOptions } from '../open-setup.js';

export interface SetupCommandOptions extends Omit<SetupOptions, 'hookUrl'> {
  hookUrl?: string;
  hook: boolean;
  yes?: boolean;
  dryRun?: boolean;
  remove?: boolean;
  force?: boolean;
  output: 'text' | 'json';
}

export function setupCommand(): Command {
  return new Command('setup')
    .description(
      'make what the product needs in an Okta org, and around it; or take that away again',
    )
    .option('--group-a <name or id>', 'found by its name, or made (default: Group A)')
    .option('--group-b <name or id>', 'found by its name, or made (default: Group B)')
    .option(
      '--attribute <name>',
      'the profile attribute with the phone; a new one is not writable by users (default: mobilePhone)',
    )
    .option('--hide-attribute', 'users do not even see a new attribute')
    .option(
      '--hook-url <url>',
      'where Okta reaches the hook gateway: https://…/okta/event-hook',
      readHookUrl,
    )
    .option(
      '--no-hook',
      'make no event hook: the System Log alone tells of hires, up to a minute later',
    )
    .option('--new-hook-secret', 'give the event hook a new secret; the one before stays valid')
    .option('--sign-on-rule', 'make a policy that asks for MFA at sign-in, if none does')
    .option('--no-role', 'make no admin role')
    .option('--client-id <id>', 'the service app that the product runs as, and that gets the role')
    .option('--key-file <file>', "the service app's private key, for the env file")
    .option('--keep-token', "write the administrator's API token into the env file: for a trial")
    .option(
      '--config <file>',
      'the configuration file (default: PREENROLL_CONFIG, or preenroll.yaml)',
    )
    .option('--env <file>', 'what the processes are started with (default: .env)')
    .option('--yes', 'do it without asking')
    .option('--dry-run', 'show the plan; nothing is changed')
    .option('--remove', 'take away what the setup made, and nothing else')
    .option('--force', 'with --remove: also what was changed by hand since, or is in use')
    .addOption(
      new Option('-o, --output <format>', 'how to print').choices(['text', 'json']).default('text'),
    )
    .addHelpText(
      'after',
      `
OKTA_CLIENT_ORGURL and an administrator's credential, OKTA_CLIENT_TOKEN or a service app, come from the environment. The plan is shown
first; what is there already and does what is needed is left as it is. Run it again at any time: it does what is left. What the credential
may not do is printed at the end, as steps in the Admin Console. docs/setup.md says more.

Examples:
  preenroll setup --hook-url https://hooks.example.com/okta/event-hook --dry-run
  preenroll setup --hook-url https://hooks.example.com/okta/event-hook --sign-on-rule --yes
  preenroll setup --client-id 0oaserv1ceapp00005d7 --key-file okta-key.pem
  preenroll setup --new-hook-secret
  preenroll setup --remove

Exit codes: 0 it is set up, 1 something is left for a person to do, or it was not confirmed, 2 usage or configuration, 4 Okta cannot be reached.`,
    )
    .action(async (options: SetupCommandOptions) => {
      const { setUp } = await import('./run-setup-command.js');
      await setUp(options);
    });
}

function readHookUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('It must be a URL with https://.');
}
