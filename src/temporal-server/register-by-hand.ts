import { TypedSearchAttributes } from '@temporalio/common';
import type { SearchAttribute } from './search-attribute.js';

/** Says what somebody with the right to do it has to run, on a cluster of one's own or on Temporal Cloud. */
export function registerByHand(namespace: string, attributes: readonly SearchAttribute[]): string {
  const named = attributes.map(({ name, type }) => ({
    name,
    type: TypedSearchAttributes.toMetadataType(type),
  }));
  const commands = named.map(
    ({ name, type }) =>
      `  temporal operator search-attribute create --namespace ${namespace} --name ${name} --type ${type}`,
  );
  const all = named.map(({ name, type }) => `--sa "${name}=${type}"`).join(' ');
  return [
    `This client may not register search attributes in namespace ${namespace}. Have somebody who may do it once:`,
    ...commands,
    'or on Temporal Cloud:',
    `  tcld namespace search-attributes add --namespace ${namespace} ${all}`,
  ].join('\n');
}
