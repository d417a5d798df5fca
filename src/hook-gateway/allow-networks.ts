import { BlockList, isIPv6 } from 'node:net';
import type { HookStep } from './hook-step.js';
import { Refusal } from './refusal.js';

// Made once: what a stranger can cause shall cost no stack trace.
const forbidden = new Refusal(403, 'address', { headers: { Connection: 'close' } });

/**
 * Lets in who calls from one of the networks, by the address of the socket alone: what a header says of an address is what somebody wrote there.
 *
 * @param networks in CIDR notation, or single addresses
 * @throws TypeError or RangeError at once, if one is neither
 */
export function allowNetworks(networks: readonly string[]): HookStep {
  const allowed = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = familyOf(address);
    if (bits === undefined) allowed.addAddress(address, family);
    else allowed.addSubnet(address, Number(bits), family);
  }
  return (request, _response, next) => {
    // Gone where the caller has hung up already.
    const { remoteAddress = '' } = request.socket;
    if (!allowed.check(remoteAddress, familyOf(remoteAddress))) throw forbidden;
    next();
  };
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
