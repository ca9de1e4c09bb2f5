/**
 * The text of a status. Servers send HTML, and some (snac2) pass on what strangers wrote in it: so nothing here is ever
 * shown as HTML; tags are read for line breaks and links and then gone.
 */
const tokens =
  /<!--[\s\S]*?(?:-->|$)|<(?<end>\/?)(?<name>[a-zA-Z][^\s/<>]*)(?<attributes>(?:"[^"]*"|'[^']*'|[^'"<>])*)>|[^<]+|</g;
const paragraphs: ReadonlySet<string> = new Set(['p', 'blockquote', 'pre', 'ul', 'ol']);
const lines: ReadonlySet<string> = new Set(['div', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
/** Elements whose content is no text of the post. */
const silent: ReadonlySet<string> = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'svg', 'math']);
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  hellip: '…',
  ndash: '–',
  mdash: '—',
};

interface OpenLink {
  readonly href: string;
  readonly startsAt: number;
}

/**
 * `handles` names the account behind a mention's address, so that a mention keeps its server (`@ada@one.example`) when
 * the text travels to another one.
 */
export function plainText(html: string, handles: ReadonlyMap<string, string> = new Map()): string {
  let text = '';
  let silence: string | null = null;
  let link: OpenLink | null = null;
  for (const { 0: token, groups = {} } of html.matchAll(tokens)) {
    const name = groups['name']?.toLowerCase();
    if (silence !== null) {
      if (name === silence && groups['end'] === '/') silence = null;
    } else if (name === undefined) {
      text += token.startsWith('<!--') ? '' : decoded(token.replace(/[ \t\r\n]+/g, ' '));
    } else if (groups['end'] === '/') {
      if (name === 'a' && link !== null) {
        text = text.slice(0, link.startsAt) + linkText(text.slice(link.startsAt), link.href, handles);
        link = null;
      }
      text += breakAfter(name);
    } else if (silent.has(name)) {
      silence = name;
    } else if (name === 'a') {
      link = { href: attribute(groups['attributes'] ?? '', 'href'), startsAt: text.length };
    } else {
      text += breakBefore(name);
    }
  }
  return tidy(text);
}

function breakBefore(name: string): string {
  if (name === 'br') return '\n';
  return name === 'li' ? '\n- ' : '';
}

function breakAfter(name: string): string {
  if (paragraphs.has(name)) return '\n\n';
  return lines.has(name) ? '\n' : '';
}

/** Mastodon shows links shortened and hides the rest in spans: the address itself is the text. */
function linkText(shown: string, href: string, handles: ReadonlyMap<string, string>): string {
  const label = shown.trim();
  const handle = handles.get(href);
  if (handle !== undefined) return `@${handle}`;
  if (/^[@#]/.test(label) || !/^https?:\/\//i.test(href)) return shown;
  const isTheAddress = href
    .replace(/^https?:\/\//i, '')
    .startsWith(label.replace(/^https?:\/\//i, '').replace(/…$/, ''));
  return isTheAddress ? href : `${label} (${href})`;
}

function attribute(attributes: string, name: string): string {
  const value = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes);
  return decoded(value?.[1] ?? value?.[2] ?? value?.[3] ?? '').trim();
}

/** Entities once, so that `&amp;lt;` becomes `&lt;` and never a tag. */
function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (entity, decimal, hex, name) => {
    if (name !== undefined) return Object.hasOwn(entities, name) ? (entities[name] ?? entity) : entity;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    const isCharacter = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
    return isCharacter ? String.fromCodePoint(point) : '\ufffd';
  });
}

function tidy(text: string): string {
  return text
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
