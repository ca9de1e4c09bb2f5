/**
 * What time it was at the server when it answered, by its Date header, in milliseconds since the epoch; null when it does not
 * say. Servers keep the time; the machine of a person may not.
 */
export function serverTime(headers: Headers): number | null {
  const at = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(at) ? null : at;
}
