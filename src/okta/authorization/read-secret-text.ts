import { readFileSync } from 'node:fs';
import type { Secret } from './credential.js';

/** @throws the file system's error if the file cannot be read */
export function readSecretText(secret: Secret): string {
  return 'value' in secret ? secret.value : readFileSync(secret.file, 'utf8').trim();
}
