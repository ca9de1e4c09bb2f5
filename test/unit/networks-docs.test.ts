/** The pages about networks say what the program does, and what the program says of itself is what it can do. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Capability } from '../../contract/capabilities.ts';
import { networks } from '../../main/networks/registry.ts';
import { pages } from '../docs/networks.ts';

const folder = path.resolve(import.meta.dirname, '../../docs/networks');

test.each([...pages()])('docs/networks/%s is what `npm run docs` writes', (name, text) => {
  expect(readFileSync(path.join(folder, name), 'utf8')).toBe(text);
});

describe.each(networks.map((network) => [network.id, network] as const))('what is said of %s', (_id, network) => {
  const can = (capability: Capability): boolean => network.capabilities[capability] === 'yes';

  test('agrees with the calls that its connector has', () => {
    const has = {
      read: network.read !== undefined,
      edit: network.publish?.edit !== undefined,
      remove: network.publish?.remove !== undefined,
    };
    expect(has).toEqual({ read: can('read'), edit: can('edit'), remove: can('remove') });
    expect(can('picture') || can('video') || can('text')).toBe(network.publish !== undefined);
  });

  test('agrees with the keys, methods and permissions that it asks for', () => {
    expect(network.methods.length).toBeGreaterThan(0);
    expect(new Set(network.permissions.map(({ scope }) => scope)).size).toBe(network.permissions.length);
    for (const method of network.keys?.methods ?? []) expect(network.methods).toContain(method);
  });
});
