import type { FoundOrg } from './found-org.js';
import type { Plan } from './step.js';
import { madeBySetup, type WantedSetup } from './wanted-setup.js';

/** In every org's schema from the start. */
const baseAttribute = 'mobilePhone';

/** Where the number is that the hire's phone is enrolled by. */
export function planAttribute({ phone }: Pick<WantedSetup, 'phone'>, found: FoundOrg): Plan {
  const { attribute: name = baseAttribute, self } = phone;
  const { attributes } = found;
  const byHand = {
    where: 'Directory > Profile Editor > User (default) > Add Attribute',
    values: [
      ...['Data type: string', 'Display name: Mobile number', `Variable name: ${name}`],
      `User permission: ${self === 'HIDE' ? 'Hide' : 'Read Only'}`,
    ],
  };
  const plan: Plan = { steps: [], ids: {}, gaps: [], warnings: [] };
  if (attributes === 'refused') {
    // Every org has the base attribute; who may write it could not be seen.
    if (name === baseAttribute) return { ...plan, warnings: [cannotSee] };
    const why = 'the credential may not read the profile schema';
    return { ...plan, gaps: [{ title: `The attribute ${name}`, why, byHand }] };
  }
  const attribute = attributes.find((each) => each.name === name);
  if (attribute !== undefined) {
    if (attribute.type === 'string') return { ...plan, warnings: writableWarning(attribute) };
    const why = `it holds no text, but ${attribute.type}: name another one with --attribute`;
    return { ...plan, gaps: [{ title: `The attribute ${name}`, why, byHand }] };
  }
  const description = `The phone that new hires are enrolled with. ${madeBySetup}`;
  return {
    ...plan,
    steps: [
      {
        ...{ key: 'attribute', title: `Add the attribute ${name} to the profile of users` },
        ...{ is: [], willBe: byHand.values, needs: [], byHand },
        undo: 'it is removed, if no user has a value in it',
        act: {
          call: 'addUserAttribute',
          attribute: { name, title: 'Mobile number', description, maxLength: 20, self },
        },
      },
    ],
  };
}

const cannotSee = `Who may write ${baseAttribute} could not be seen: users should not. Directory > Profile Editor > User (default) > ${baseAttribute} > User permission.`;

function writableWarning({ name, self }: { name: string; self?: string }): string[] {
  if (self !== undefined && self !== 'READ_WRITE') return [];
  return [
    `Users may change ${name} themselves, and with it the number that secures them. Set it to Read Only: Directory > Profile Editor > User (default) > ${name} > User permission.`,
  ];
}
