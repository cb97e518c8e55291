/**
 * Which network addresses belong to the public internet.
 * Always true: what is not known to be public is not; an IPv6 address that carries an IPv4 address is as public as that.
 */
import { BlockList, isIP } from 'node:net';

/** Networks of IPv4 that are not the public internet: IANA’s registry of special purposes, multicast, and the reserved end. */
const SPECIAL_4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** Networks inside the public part of IPv6 that are not public, or lead to an address of another kind. */
const SPECIAL_6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const special = new BlockList();
for (const [network, bits] of SPECIAL_4) special.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of SPECIAL_6) special.addSubnet(network, bits, 'ipv6');

const unicast = new BlockList();
unicast.addSubnet('2000::', 3, 'ipv6');

/** The IPv4 address at the end of an address for translation (RFC 6052), by which networks without IPv4 reach it. */
const TRANSLATED = /^64:ff9b::(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})$/;

/** Whether an IP address is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !special.check(address, 'ipv4');
  // A zone, as in fe80::1%eth0, belongs to this machine.
  if (version !== 6 || address.includes('%')) return false;
  const [, high = '0', low] = TRANSLATED.exec(new URL(`http://[${address}]/`).hostname.slice(1, -1)) ?? [];
  if (low !== undefined) {
    const [first, second] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
    return isPublicAddress([first >> 8, first & 255, second >> 8, second & 255].join('.'));
  }
  return unicast.check(address, 'ipv6') && !special.check(address, 'ipv6');
}
