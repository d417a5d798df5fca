import { createRequire } from 'node:module';

const { version } = createRequire(import.meta.url)('preenroll/package.json') as { version: string };

/** Of preenroll, as in its package.json. */
export const packageVersion = version;
