/**
 * The pages about networks, made from what the program itself knows: the registry and the sentences of its windows.
 * `npm run docs` writes them; a test holds them to it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ownAudiences } from '../../contract/audiences.ts';
import { capabilities, type Capability, type Offer } from '../../contract/capabilities.ts';
import { networkIds, type Permission } from '../../contract/model.ts';
import type { Network } from '../../main/networks/network.ts';
import { networks } from '../../main/networks/registry.ts';
import { en } from '../../renderer/i18n/en.ts';
import { sentencesOf } from '../../renderer/settings/permissions.ts';
import { guideFor } from '../../renderer/i18n/guides.ts';

const folder = path.resolve(import.meta.dirname, '../../docs/networks');
const ordered = networks.toSorted((left, right) => networkIds.indexOf(left.id) - networkIds.indexOf(right.id));

/** Every page by its file name. */
export function pages(): ReadonlyMap<string, string> {
  return new Map([['README.md', indexPage()], ...ordered.map((network) => [`${network.id}.md`, networkPage(network)] as const)]);
}

function indexPage(): string {
  const head = ['', ...ordered.map(({ id, name }) => `[${name}](${id}.md)`)];
  const rows = capabilities.map((capability) => [
    en.words.capability[capability],
    ...ordered.map((network) => mark(network.capabilities[capability])),
  ]);
  return `# What each network offers through its API

Made by \`npm run docs\` from the connectors themselves; \`test/unit/networks-docs.test.ts\` holds it to them. Windows say the same, in
the person's language. Each network's own page has the reasons in whole sentences, and how to get the keys that it may need.

${table(head, rows)}

**yes**: Crosstie uses it · *later*: the network offers it, Crosstie does not use it yet · anything else is why not:

${whys().join('\n')}

## Who sees a post

What each network's API and app call it, and which of Crosstie's audiences that is: close friends or people whom the post names;
then followers, then whoever has the link, then everybody. A copy is for the same audience as its original, or it is held; a smaller one
can be chosen for it, a larger one cannot. A word that is not in this table is taken for the narrowest. X knows an audience for a whole
account alone: the word is what its field “protected” says.

${table(['', 'API', 'App', 'Crosstie', 'read', 'published'], ordered.flatMap(audienceRows))}
`;
}

function audienceRows({ id, name }: Network): readonly (readonly string[])[] {
  const yes = (is: boolean): string => (is ? 'yes' : '');
  return ownAudiences[id].map(({ own, name: inApp, is, read, publish }) => [
    name,
    own === null ? '' : `\`${own}\``,
    inApp,
    en.words.audience[is],
    yes(read),
    yes(publish),
  ]);
}

function mark(offer: Offer): string {
  if (offer === 'yes') return '**yes**';
  return offer === 'later' ? '*later*' : offer.replaceAll('_', ' ');
}

function whys(): readonly string[] {
  const used = new Set(ordered.flatMap((network) => Object.values(network.capabilities)));
  const reasons = [...used].filter((offer) => offer !== 'yes' && offer !== 'later').toSorted();
  return reasons.map((reason) => `- ${reason.replaceAll('_', ' ')}: ${sentence(reason, 'the network', 'do it')}`);
}

function networkPage(network: Network): string {
  const { name, id } = network;
  const lacks = capabilities.flatMap((capability) => lackOf(network, capability));
  return `# ${name}

Made by \`npm run docs\`. [All networks](README.md)

## Signing in

${network.methods.map((method) => `- ${en.words.method[method]}`).join('\n')}

Crosstie asks for:

${sentencesOf(network.permissions).map((sentence) => permission(sentence, network)).join('\n')}

${network.canRevoke ? 'Unlinking takes the permission back at the network.' : `${en.words.revocation.no_call.replace('{{network}}', name)} Unlinking erases the sign-in here and shows the page where the permission is ended.`}
${keysPart(network)}
## What it offers

${capabilities.filter((capability) => network.capabilities[capability] === 'yes').map((capability) => `- ${en.words.capability[capability]}`).join('\n')}

## What it does not

${lacks.join('\n')}
${guidePart(id, network)}`;
}

function permission(asked: Permission['sentence'], { permissions }: Network): string {
  const scopes = permissions.filter(({ sentence }) => sentence === asked).map(({ scope }) => scope);
  return `- ${en.words.permission[asked]} (${codes(scopes)})`;
}

function lackOf(network: Network, capability: Capability): readonly string[] {
  const offer = network.capabilities[capability];
  if (offer === 'yes') return [];
  const words = en.words.capability[capability];
  return [`- ${words}: ${sentence(offer, network.name, words)}`];
}

function sentence(offer: Exclude<Offer, 'yes'>, network: string, capability: string): string {
  return en.words.lack[offer].replaceAll('{{network}}', network).replaceAll('{{capability}}', capability);
}

function keysPart({ keys }: Network): string {
  if (keys === null) return '';
  const redirects = keys.redirects.map((redirect) => `\`${redirect}\``).join(', ');
  return `
A developer app of one's own is needed for: ${keys.methods.map((method) => en.words.method[method]).join(', ')}. It is made at
<${keys.console}>.${redirects === '' ? '' : ` Redirect: ${redirects}.`} Permissions: ${keys.scopes.map((scope) => `\`${scope}\``).join(', ')}.
`;
}

function guidePart(id: Network['id'], { keys }: Network): string {
  const guide = guideFor(id, 'en');
  if (guide === null || keys === null) return '';
  const filled = (text: string): string =>
    text.replace('{{redirect}}', codes(keys.redirects)).replace('{{scopes}}', codes(keys.scopes));
  return `
## A developer app of your own

${guide.what}

${guide.steps.map((step, index) => `${index + 1}. ${filled(step)}`).join('\n')}

${guide.costs}

${guide.notes.map((note) => `- ${note}`).join('\n')}
`;
}

const codes = (texts: readonly string[]): string => texts.map((text) => `\`${text}\``).join(', ');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}


if (process.argv[1] === import.meta.filename) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of pages()) writeFileSync(path.join(folder, name), text);
}
