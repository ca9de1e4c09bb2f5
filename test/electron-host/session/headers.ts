export interface HeaderEntry {
  readonly name: string;
  readonly value: string;
}

/** Chromium's list → Electron's `{ name: [values] }`. */
export function headersOf(entries: readonly HeaderEntry[]): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (const { name, value } of entries) (headers[name] ??= []).push(value);
  return headers;
}

/** The way back; Electron also takes a single value without its array. */
export function entriesOf(headers: Readonly<Record<string, string | string[]>>): HeaderEntry[] {
  return Object.entries(headers).flatMap(([name, values]) =>
    (Array.isArray(values) ? values : [values]).map((value) => ({ name, value })),
  );
}

export function locationOf(entries: readonly HeaderEntry[]): string | undefined {
  return entries.find(({ name }) => name.toLowerCase() === 'location')?.value;
}
