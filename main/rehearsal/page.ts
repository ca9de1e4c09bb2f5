/** Pages of the pretend networks: self-made, calm, without scripts, light or dark as the system is. */
import type { Answer } from './server.ts';

export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const style = `
:root { color-scheme: light dark; --paper: #f4f2ee; --card: #fffdf9; --ink: #24262b; --soft: #62656d; --line: #dcd8d0; --accent: #2f5d62; --on-accent: #fff; --warn: #9c2f24 }
@media (prefers-color-scheme: dark) { :root { --paper: #16181c; --card: #1f2227; --ink: #eceae5; --soft: #a2a5ad; --line: #363a42; --accent: #8cc0bf; --on-accent: #10201f; --warn: #f0958a } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { width: 100%; max-width: 440px; background: var(--card); border: 1px solid var(--line); border-radius: 16px; padding: 28px 32px 32px }
main.post { max-width: 640px }
.rehearsal { margin: 0 0 20px; color: var(--soft); font-size: 13px; letter-spacing: .02em; border-bottom: 1px dashed var(--line); padding-bottom: 12px }
h1 { margin: 0 0 12px; font-size: 24px; line-height: 1.25 }
.person { display: flex; gap: 12px; align-items: center; margin: 20px 0 }
.initials { width: 44px; height: 44px; border-radius: 50%; display: grid; place-items: center; background: linear-gradient(140deg, #e7b58b, #6f7fa8); color: #1a1d22; font-weight: 600 }
.person small, .note, time { display: block; color: var(--soft); font-size: 13px }
ul { margin: 8px 0 20px; padding-left: 20px }
label { display: block; margin: 12px 0 4px; font-size: 14px; color: var(--soft) }
input { width: 100%; padding: 10px 12px; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 8px }
fieldset { margin: 0 0 8px; padding: 4px 12px 12px; border: 1px solid var(--line); border-radius: 8px }
legend { padding: 0 6px; font-size: 14px; color: var(--soft) }
input[type=checkbox] { width: auto; margin: 0 10px 0 0 }
.error { color: var(--warn); margin: 12px 0 0 }
.buttons { display: flex; flex-direction: row-reverse; gap: 12px; margin: 24px 0 12px }
button { flex: 1; padding: 11px 16px; font: inherit; font-weight: 600; border-radius: 8px; border: 1px solid var(--line); background: transparent; color: inherit; cursor: pointer }
button#allow { background: var(--accent); color: var(--on-accent); border-color: transparent }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.text { white-space: pre-wrap; overflow-wrap: anywhere }
img { display: block; width: 100%; height: auto; border-radius: 10px; margin: 16px 0 }`;

/** A whole page; `content` is HTML already, `title` is text. */
export function page(status: number, language: string, title: string, content: string): Answer {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src http://127.0.0.1:*; frame-ancestors 'none'; base-uri 'none'",
    },
    body: `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${style}</style>${content}</html>`,
  };
}

export function personBlock(name: string, handle: string): string {
  const initials = name
    .split(' ')
    .map((part) => part[0] ?? '')
    .join('');
  return `<div class="person"><span class="initials" aria-hidden="true">${escapeHtml(initials)}</span><span>${escapeHtml(name)}<small>${escapeHtml(handle)}</small></span></div>`;
}

export interface PostPage {
  readonly network: string;
  readonly name: string;
  readonly handle: string;
  readonly text: string;
  readonly warning: string;
  readonly at: number;
  readonly pictures: readonly { readonly src: string; readonly altText: string }[];
}

/** What a person sees who follows a post's link: the post as the pretend network has it. */
export function postPage(post: PostPage): Answer {
  const when = new Date(post.at).toISOString();
  const pictures = post.pictures
    .map(({ src, altText }) => `<img src="${escapeHtml(src)}" alt="${escapeHtml(altText)}">`)
    .join('');
  const warning = post.warning === '' ? '' : `<p><strong>${escapeHtml(post.warning)}</strong></p>`;
  const content = `<main class="post"><p class="rehearsal">Rehearsal – a pretend ${escapeHtml(post.network)}</p>${personBlock(post.name, post.handle)}${warning}<p class="text">${escapeHtml(post.text)}</p>${pictures}<time datetime="${when}">${when.slice(0, 16).replace('T', ' ')} UTC</time></main>`;
  return page(200, 'en', `${post.name} · ${post.network}`, content);
}
