import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const page = at('docs/configuration.md');
const text = execFileSync(process.execPath, [at('bin/preenroll.js'), 'config', 'reference'], {
  encoding: 'utf8',
});
await writeFile(page, await format(text, { ...(await resolveConfig(page)), parser: 'markdown' }));
