/** The tray's menu and tooltip as data, computed from the status alone. */
import { assertNever, remedyFor } from '../../contract/errors.ts';
import type { AccountId, CrosspostId, QueueTab } from '../../contract/model.ts';
import { tomorrowMorning } from '../../contract/times.ts';
import type { Status, StatusProblem } from '../../contract/views.ts';
import { networkNames } from '../../contract/network-names.ts';
import { plainTitle } from './plain-title.ts';
import type { ShellText } from './text.ts';

export type PauseChoice = 'hour' | 'tomorrow' | 'forever';
export type TrayAction =
  | { readonly do: 'open_queue'; readonly tab: QueueTab }
  | { readonly do: 'open_problem'; readonly accountId: AccountId }
  | { readonly do: 'open_published'; readonly crosspostId: CrosspostId }
  | { readonly do: 'pause'; readonly choice: PauseChoice }
  | { readonly do: 'check_now' | 'resume' | 'open_settings' | 'quit' };
export type MenuEntry =
  | { readonly kind: 'item'; readonly label: string; readonly action: TrayAction; readonly enabled: boolean }
  | { readonly kind: 'submenu'; readonly label: string; readonly entries: readonly MenuEntry[] }
  | { readonly kind: 'separator' };

const separator: MenuEntry = { kind: 'separator' };
const item = (label: string, action: TrayAction, enabled = true): MenuEntry => ({
  kind: 'item',
  label,
  action,
  enabled,
});

/** Top to bottom: what needs an answer, what goes and went, what one can do. `now` is milliseconds since the epoch. */
export function trayMenu(status: Status, text: ShellText, now: number): readonly MenuEntry[] {
  return [
    item(text.menu.waiting(status.waiting), { do: 'open_queue', tab: 'waiting' }),
    ...(status.offers > 0 ? [item(text.menu.offers(status.offers), { do: 'open_queue', tab: 'published' })] : []),
    ...(status.clockAheadMs === null ? [] : [item(text.menu.clockIsWrong, { do: 'open_queue', tab: 'scheduled' })]),
    ...status.problems.map((problem) =>
      item(`${problemSentence(problem, text, now)}…`, { do: 'open_problem', accountId: problem.accountId }),
    ),
    ...comingAndGone(status, text, now),
    separator,
    item(text.menu.checkNow, { do: 'check_now' }, status.online && status.pausedUntil === null),
    status.pausedUntil === null ? pauseMenu(text) : item(text.menu.resume, { do: 'resume' }),
    item(text.menu.settings, { do: 'open_settings' }),
    separator,
    item(text.menu.quit, { do: 'quit' }),
  ];
}

function comingAndGone({ next, last }: Status, text: ShellText, now: number): readonly MenuEntry[] {
  const entries: MenuEntry[] = [];
  if (next !== null) {
    const title = plainTitle(next.title, text.untitled);
    const label = text.menu.next(title, networkNames[next.network], text.times.at(next.at, now));
    entries.push(item(label, { do: 'open_queue', tab: 'scheduled' }));
  }
  if (last !== null) {
    const label = text.menu.last(networkNames[last.network], text.times.at(last.at, now));
    entries.push(item(label, { do: 'open_published', crosspostId: last.crosspostId }));
  }
  return entries;
}

function pauseMenu(text: ShellText): MenuEntry {
  const { pause, pauseHour, pauseTomorrow, pauseForNow } = text.menu;
  const choice = (label: string, value: PauseChoice): MenuEntry => item(label, { do: 'pause', choice: value });
  return {
    kind: 'submenu',
    label: pause,
    entries: [choice(pauseHour, 'hour'), choice(pauseTomorrow, 'tomorrow'), choice(pauseForNow, 'forever')],
  };
}

/** What is wrong with an account and the way out, without a full stop. */
export function problemSentence(problem: StatusProblem, text: ShellText, now: number): string {
  const name = `${networkNames[problem.network]} (${plainTitle(problem.account, text.untitled)})`;
  const until = problem.until === undefined ? null : text.times.at(problem.until, now);
  return text.problem[remedyFor(problem.code)]({ name, until });
}

/** The end of a pause that begins now, in milliseconds since the epoch. */
export function pauseEnd(choice: PauseChoice, now: number): number | 'forever' {
  if (choice === 'forever') return 'forever';
  return choice === 'hour' ? now + 3_600_000 : tomorrowMorning(now);
}

/** One line: the state in words, what waits, when Crosstie last looked. */
export function trayTooltip(status: Status, text: ShellText, now: number): string {
  const { tooltip } = text;
  const parts = [
    stateInWords(status, text, now),
    status.waiting > 0 ? tooltip.waiting(status.waiting) : null,
    status.offers > 0 ? tooltip.offers(status.offers) : null,
    status.lastCheckedAt === null ? null : tooltip.checked(text.times.ago(status.lastCheckedAt, now)),
  ];
  const line = parts.filter((part) => part !== null).join(' · ');
  return line === '' ? tooltip.nothingWaiting : line;
}

function stateInWords(
  { state, waiting, pausedUntil, problems, clockAheadMs }: Status,
  text: ShellText,
  now: number,
): string | null {
  const { tooltip } = text;
  switch (state) {
    case 'paused':
      return typeof pausedUntil === 'number'
        ? tooltip.pausedUntil(text.times.at(pausedUntil, now))
        : tooltip.pausedForNow;
    case 'offline':
      return tooltip.offline;
    case 'working':
      return tooltip.working;
    case 'trouble':
      return clockAheadMs === null ? tooltip.problems(Math.max(1, problems.length)) : tooltip.clockIsWrong;
    case 'needs_you':
      return null;
    case 'idle':
      return waiting === 0 ? tooltip.nothingWaiting : null;
    default:
      return assertNever(state);
  }
}
