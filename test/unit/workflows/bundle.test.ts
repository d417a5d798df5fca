import assert from 'node:assert/strict';
import path from 'node:path';
import { workflowBundle } from '../../support/temporal.js';

/** How webpack imports: what was asked for, and the file that it is, or `?…` where it is left out. */
const imports = /__webpack_require__\(\/\*! (\S+) \*\/ "([^"]+)"\)/g;

/** The package or the folder of ours that a module is from; what is no file keeps the name under which it was asked for. */
function originOf([, request, id]: RegExpExecArray): string | undefined {
  return /(?:.*node_modules\/|^\.\/)((?:@[^/]+\/|src\/)?[^/]+)\//.exec(id ?? '')?.[1] ?? request;
}

describe('the bundle of all workflows', function () {
  this.timeout('60s');

  it('holds our own code and Temporal’s, no library and nothing of Node’s', async () => {
    const { code } = await workflowBundle();
    const origins = new Set(Array.from(code.matchAll(imports), originOf));

    assert.deepEqual([...origins].sort(), [
      '@temporalio/common',
      '@temporalio/workflow',
      '__temporal_custom_failure_converter',
      '__temporal_custom_payload_converter',
      'long',
      'ms',
      'nexus-rpc',
      'src/contract',
      'src/workflows',
    ]);
  });

  it('says nothing of the folder in which it was made, and knows where each line comes from', async () => {
    const { code } = await workflowBundle();
    const [, encoded = ''] = /sourceMappingURL=data:[^,]*,([\w+/=]+)/.exec(code) ?? [];
    const map = JSON.parse(Buffer.from(encoded, 'base64').toString()) as { sources: string[] };

    assert(map.sources.includes('./src/workflows/pre-enroll-user.ts'));
    const root = path.join(import.meta.dirname, '../../..');
    for (const text of [code, ...map.sources]) assert(!text.includes(root), text.slice(0, 200));
  });

  it('is below 2 MB, which every worker thread loads', async () => {
    const { code } = await workflowBundle();

    assert(Buffer.byteLength(code) < 2_000_000);
  });
});
