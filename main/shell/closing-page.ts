import type { Language } from '../../contract/views.ts';

export interface ClosingWords {
  readonly language: Language;
  readonly title: string;
  readonly sentence: string;
}

/** What the browser's tab shows at the end of a sign-in: words of ours, no script, no style, nothing of the request. */
export function closingPage({ language, title, sentence }: ClosingWords): {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
} {
  const html = [
    '<!doctype html>',
    `<html lang="${language}">`,
    `<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${title}</title></head>`,
    `<body><h1>${title}</h1><p>${sentence}</p></body>`,
    '</html>',
  ].join('\n');
  return {
    html,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
  };
}
