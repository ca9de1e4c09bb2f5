import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { edgesOf } from '../../main/edges.ts';
import { defaultAddresses } from '../../main/networks/addresses.ts';
import { profileAt } from '../../main/shell/profile.ts';

let folder: string;
const addressesFile = (content: unknown): string => {
  const file = path.join(folder, 'addresses.json');
  writeFileSync(file, JSON.stringify(content));
  return `--addresses=${file}`;
};
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'crosstie-edges-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const x = { www: 'http://127.0.0.1:1', api: 'http://127.0.0.1:2' };

test('an unpackaged build may be told where the networks live', () => {
  const { addresses } = edgesOf([addressesFile({ x })], false);
  expect(addresses).toEqual({ ...defaultAddresses, x });
});

test('a packaged program takes no other addresses, no plain http and no plain sealing', () => {
  const told = [addressesFile({ x }), '--seal-without-keyring'];
  expect(edgesOf(told, true)).toMatchObject({
    addresses: defaultAddresses,
    allowLoopbackHttp: false,
    sealsPlainly: false,
  });
});

test('addresses of a kind that nobody knows stop the start', () => {
  expect(() => edgesOf([addressesFile({ twitter: 'http://127.0.0.1:1' })], false)).toThrow('twitter');
});

test('a rehearsal has a profile of its own', () => {
  const [real, rehearsed] = [profileAt('/data', false), profileAt('/data', true)];
  expect(edgesOf(['--rehearsal'], true)).toMatchObject({ isRehearsal: true, allowLoopbackHttp: true });
  const keys = Object.keys(real) as (keyof typeof real)[];
  expect(keys.filter((key) => real[key] === rehearsed[key])).toEqual([]);
});
