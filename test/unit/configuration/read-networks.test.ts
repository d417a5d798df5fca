import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readGatewayConfig } from '../../../src/configuration/config.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const variable = 'OKTA_EVENT_HOOK_ADDRESSES_FILE';

describe('the networks that may call the hook', () => {
  const directory = useTemporaryDirectory();

  async function networksOf(text: string): Promise<readonly string[] | undefined> {
    const file = path.join(directory(), 'addresses');
    await writeFile(file, text);
    const OKTA_EVENT_HOOK_SECRET = 'a-secret-of-a-hook-that-nobody-calls';
    return readGatewayConfig({ OKTA_EVENT_HOOK_SECRET, [variable]: file }).networks;
  }

  it('stand one on each line, with remarks', async () => {
    const text = '# the proxy\n192.0.2.7\n\n198.51.100.0/24 # and its network\n2001:db8::/32\r\n';
    assert.deepEqual(await networksOf(text), ['192.0.2.7', '198.51.100.0/24', '2001:db8::/32']);
  });

  it('are those of all cells in the list that Okta publishes', async () => {
    const list = {
      us_cell_1: { ip_ranges: ['192.0.2.0/25', '192.0.2.128/32'] },
      emea_cell_1: { ip_ranges: ['198.51.100.0/24'] },
    };
    assert.deepEqual(await networksOf(JSON.stringify(list, undefined, 2)), [
      ...['192.0.2.0/25', '192.0.2.128/32', '198.51.100.0/24'],
    ]);
  });

  for (const [title, text] of [
    ['nothing', '\n# nobody\n'],
    ['a name', 'hooks.example.com'],
    ['a network of too many bits', '192.0.2.0/33'],
    ['something between networks', '192.0.2.0/24\nsecret\n'],
    ['a list without a network', '{"us_cell_1":{"ip_ranges":[]}}'],
    ['another list', '{"prefixes":["192.0.2.0/24"]}'],
    ['half a list', '{"us_cell_1":{"ip_ranges":["192.0.2.0/24"'],
  ] as const) {
    it(`stop the start where there is ${title} in place of them, which is not shown`, async () => {
      await assert.rejects(networksOf(text), {
        ...{ name: 'ConfigurationError' },
        message: `${variable} must hold networks: one on each line, such as 192.0.2.0/24, or the list that Okta publishes as JSON.`,
      });
    });
  }

  it('stop the start where the file is not there', () => {
    const OKTA_EVENT_HOOK_SECRET = 'a-secret-of-a-hook-that-nobody-calls';
    const file = path.join(directory(), 'none');
    assert.throws(() => readGatewayConfig({ OKTA_EVENT_HOOK_SECRET, [variable]: file }), {
      ...{
        name: 'ConfigurationError',
        message: /^OKTA_EVENT_HOOK_ADDRESSES_FILE cannot be read: /,
      },
    });
  });
});
