import { describe, expect, it } from 'vitest';
import type { AccountId, CrosspostId } from '../../contract/model.ts';
import type { Status, StatusProblem } from '../../contract/views.ts';
import { shellText } from '../../main/shell/text.ts';
import { trayIcon } from '../../main/shell/tray-icon.ts';
import { pauseEnd, trayMenu, trayTooltip, type MenuEntry } from '../../main/shell/tray-menu.ts';

const now = new Date(2026, 9, 6, 18, 0).getTime();
const minuteMs = 60_000;
const quiet: Status = {
  state: 'idle',
  waiting: 0,
  offers: 0,
  tabs: { waiting: 0, scheduled: 0, published: 0, problems: 0, skipped: 0 },
  lastCheckedAt: now - 2 * minuteMs,
  pausedUntil: null,
  online: true,
  clockAheadMs: null,
  problems: [],
  next: null,
  last: null,
};
const busy: Status = {
  ...quiet,
  state: 'needs_you',
  waiting: 3,
  next: { title: 'Autumn fog', network: 'bluesky', at: now + 30 * minuteMs },
  last: { crosspostId: 7 as CrosspostId, network: 'mastodon', at: now - 6 * 60 * minuteMs },
};
const problem = (code: StatusProblem['code'], until?: number): StatusProblem => ({
  code,
  network: 'instagram',
  account: 'mara.photo',
  accountId: 4 as AccountId,
  ...(until === undefined ? {} : { until }),
});
const en = shellText('en');
const lines = (entries: readonly MenuEntry[]): readonly string[] =>
  entries.map((entry) => (entry.kind === 'separator' ? '—' : entry.label));
const actionOf = (status: Status, label: string): unknown => {
  const entry = trayMenu(status, en, now).find((one) => one.kind === 'item' && one.label.startsWith(label));
  return entry?.kind === 'item' ? entry.action : null;
};

describe('the tray menu', () => {
  it('lists what needs an answer, what goes and went, then what one can do', () => {
    const menu = trayMenu({ ...busy, problems: [problem('auth_revoked')] }, en, now);
    expect(lines(menu)).toEqual([
      '3 waiting for approval…',
      'Instagram (mara.photo) needs to be linked again…',
      'Next: “Autumn fog” → Bluesky, 18:30',
      'Last: published to Mastodon, 12:00',
      '—',
      'Check now',
      'Pause',
      'Settings…',
      '—',
      'Quit Crosstie',
    ]);
  });

  it('says the same in German', () => {
    expect(lines(trayMenu({ ...busy, waiting: 1 }, shellText('de'), now)).slice(0, 3)).toEqual([
      '1 wartet auf Freigabe…',
      'Als Nächstes: „Autumn fog“ → Bluesky, 18:30',
      'Zuletzt: bei Mastodon veröffentlicht, 12:00',
    ]);
  });

  it('says that an original changed, in the menu and in the tooltip, and leads to the published', () => {
    const changed = { ...quiet, state: 'needs_you', offers: 2 } as const;
    expect(actionOf(changed, '2 originals were changed…')).toEqual({ do: 'open_queue', tab: 'published' });
    expect(lines(trayMenu({ ...changed, offers: 1 }, shellText('de'), now))[1]).toBe('1 Original wurde geändert…');
    expect(trayTooltip(changed, en, now)).toMatch(/^2 originals changed · checked/);
  });

  it('opens the approval window even when nothing waits', () => {
    expect(actionOf(quiet, 'Nothing waiting')).toEqual({ do: 'open_queue', tab: 'waiting' });
  });

  it('leads each line to what it speaks of', () => {
    expect(actionOf({ ...busy, problems: [problem('auth_revoked')] }, 'Instagram')).toEqual({
      do: 'open_problem',
      accountId: 4,
    });
    expect(actionOf(busy, 'Next')).toEqual({ do: 'open_queue', tab: 'scheduled' });
    expect(actionOf(busy, 'Last')).toEqual({ do: 'open_published', crosspostId: 7 });
  });

  it('says until when a network asked for a pause, with the day when it is another one', () => {
    const tomorrow = problem('rate_limited', now + 24 * 60 * minuteMs);
    const [, line] = lines(trayMenu({ ...quiet, problems: [tomorrow] }, en, now));
    expect(line).toBe('Instagram (mara.photo) asked for a pause until Wed 18:00…');
  });

  it('offers to pause while running, and only to resume while paused', () => {
    const pause = trayMenu(quiet, en, now).find((entry) => entry.kind === 'submenu');
    expect(pause?.entries.map((entry) => (entry.kind === 'item' ? entry.action : null))).toEqual([
      { do: 'pause', choice: 'hour' },
      { do: 'pause', choice: 'tomorrow' },
      { do: 'pause', choice: 'forever' },
    ]);
    const paused = trayMenu({ ...quiet, state: 'paused', pausedUntil: 'forever' }, en, now);
    expect(lines(paused)).toContain('Resume');
    expect(lines(paused)).not.toContain('Pause');
  });

  it('cannot check while offline', () => {
    const check = trayMenu({ ...quiet, online: false }, en, now).find(
      (entry) => entry.kind === 'item' && entry.label === 'Check now',
    );
    expect(check).toMatchObject({ enabled: false });
  });

  it('says that the clock is wrong, and leads to what does not go because of it', () => {
    const menu = trayMenu({ ...quiet, state: 'trouble', clockAheadMs: -30 * 60 * minuteMs }, en, now);
    expect(menu[1]).toMatchObject({
      label: 'This machine’s clock is wrong, nothing is sent…',
      action: { do: 'open_queue', tab: 'scheduled' },
    });
  });

  it('keeps a title on one short line, whatever the network sent', () => {
    const title = `Fog\n\u202Eover & <b>${'the harbour '.repeat(9)}`;
    const [, line] = lines(trayMenu({ ...busy, next: { title, network: 'x', at: now } }, en, now));
    expect(line).toBe('Next: “Fog over & <b>the harbour the harbour t…” → X, 18:00');
  });
});

describe('the tooltip', () => {
  it('is one sentence: what waits, and when Crosstie last looked', () => {
    expect(trayTooltip(busy, en, now)).toBe('3 waiting for you · checked 2 minutes ago');
    expect(trayTooltip(quiet, shellText('de'), now)).toBe('Nichts wartet · vor 2 Minuten geprüft');
  });

  it('says the state in words, so that it reads without colour', () => {
    const at = (status: Partial<Status>): string => trayTooltip({ ...quiet, lastCheckedAt: null, ...status }, en, now);
    expect(at({ state: 'trouble', problems: [problem('timeout')] })).toBe('1 problem');
    expect(at({ state: 'trouble', clockAheadMs: 26 * 60 * minuteMs })).toBe('The clock is wrong');
    expect(at({ state: 'offline', online: false, waiting: 2 })).toBe('Offline · 2 waiting for you');
    expect(at({ state: 'paused', pausedUntil: now + 60 * minuteMs })).toBe('Paused until 19:00');
    expect(at({ state: 'paused', pausedUntil: 'forever' })).toBe('Paused until you resume');
    expect(at({ state: 'working' })).toBe('Working');
  });
});

describe('a pause', () => {
  it('ends in an hour, tomorrow at eight, or when the person says', () => {
    expect(pauseEnd('hour', now)).toBe(now + 60 * minuteMs);
    expect(pauseEnd('tomorrow', now)).toBe(new Date(2026, 9, 7, 8).getTime());
    expect(pauseEnd('forever', now)).toBe('forever');
  });
});

describe('the tray icon', () => {
  const kde = { platform: 'linux', desktop: 'KDE', isDark: false } as const;
  it('has a picture for each state and for each frame of its motion', () => {
    expect(trayIcon('tray', 'needs_you', 0, kde)).toBe('tray/needs_you-light.png');
    expect([0, 1, 2, 3].map((frame) => trayIcon('tray', 'working', frame, kde))).toEqual([
      'tray/working-1-light.png',
      'tray/working-2-light.png',
      'tray/working-3-light.png',
      'tray/working-1-light.png',
    ]);
  });

  it('fits the bar: dark in GNOME under any theme, a template on macOS', () => {
    expect(trayIcon('tray', 'idle', 0, { ...kde, desktop: 'ubuntu:GNOME' })).toBe('tray/idle-dark.png');
    expect(trayIcon('tray', 'idle', 0, { ...kde, isDark: true })).toBe('tray/idle-dark.png');
    expect(trayIcon('tray', 'idle', 0, { ...kde, platform: 'darwin' })).toBe('tray/idleTemplate.png');
  });
});
