/** The first form of a server's sign-in or consent page, ready to be sent as a person would. */
export interface ConsentForm {
  readonly action: string;
  /** What is hidden, ticked or filled in already; a caller adds what the person types. */
  readonly fields: URLSearchParams;
}

/** Reads the form out of the plain HTML that snac2 and oidc-provider write. Throws with the page when there is none. */
export function readConsentForm(html: string, pageUrl: string): ConsentForm {
  const form = /<form\b([^>]*)>(.*?)<\/form>/s.exec(html);
  const action = attribute(form?.[1] ?? '', 'action');
  if (form === null || action === undefined) throw new Error(`No form on ${pageUrl}:\n${html}`);
  const fields = new URLSearchParams();
  for (const [input] of (form[2] ?? '').matchAll(/<input\b[^>]*>/g)) {
    const name = attribute(input, 'name');
    const type = attribute(input, 'type') ?? 'text';
    const isFilled = type === 'hidden' || type === 'text' || /\schecked\b/.test(input);
    if (isFilled && name !== undefined) fields.set(name, attribute(input, 'value') ?? '');
  }
  return { action: new URL(action, pageUrl).href, fields };
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value?.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}
