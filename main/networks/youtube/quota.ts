/** What Google lets a project spend on a day: developers.google.com/youtube/v3/determine_quota_cost, as of June 2026. */

/** Three budgets, counted apart from each other. Crosstie never searches. */
export const quota = { uploadsPerDay: 100, searchesPerDay: 100, unitsPerDay: 10_000 } as const;

/** What a call spends of `unitsPerDay`; an upload spends one of `uploadsPerDay` instead. */
export const units = { list: 1, update: 50, delete: 50 } as const;

const pacific = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});

/** When the budgets are full again: the next midnight in California, whose clocks change twice a year. */
export function nextQuotaReset(nowMs: number): number {
  const { year, month, day } = wallClock(nowMs);
  const midnight = Date.UTC(year, month - 1, day + 1);
  // When it is midnight in UTC it is afternoon there: the clocks change at two in the morning, so not until their midnight.
  return midnight - offsetMs(midnight);
}

/** How far California's clocks are ahead of UTC; negative. */
function offsetMs(at: number): number {
  const { year, month, day, hour, minute, second } = wallClock(at);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

function wallClock(at: number) {
  const parts = pacific.formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}
