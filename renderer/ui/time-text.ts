/** A time of day as a person types it: “18:30”, “18.30”, “1830”, “6:30 pm”, “18 Uhr”. */

const shape = /^(?<hour>\d{1,2})(?:[:.h]?(?<minute>\d{2}))?(?:uhr|h)?(?<half>[ap]m?)?$/u;

/** Minutes since midnight; null where the text is no time. */
export function readTime(text: string): number | null {
  const found = shape.exec(text.toLowerCase().replaceAll(/\s|(?<=[apm])\./gu, ''))?.groups;
  if (found === undefined) return null;
  const typed = Number(found['hour']);
  const minute = Number(found['minute'] ?? 0);
  const half = found['half'];
  const hour = half === undefined ? typed : (typed % 12) + (half.startsWith('p') ? 12 : 0);
  const isHalf = half === undefined || (typed >= 1 && typed <= 12);
  return isHalf && hour < 24 && minute < 60 ? hour * 60 + minute : null;
}
