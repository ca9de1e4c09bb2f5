/** Whether one of Electron's URL patterns, such as `https://*.example/*`, covers an address. No pattern covers all. */
export function matchesAny(patterns: readonly string[], url: string): boolean {
  return patterns.length === 0 || patterns.some((pattern) => pattern === '<all_urls>' || matches(pattern, url));
}

function matches(pattern: string, url: string): boolean {
  const expression = pattern
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/^\*:/, '[a-z]+:')
    .replace(/\*/g, '.*');
  return new RegExp(`^${expression}$`, 'i').test(url);
}
