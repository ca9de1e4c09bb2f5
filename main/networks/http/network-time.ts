/** What time it is at the servers that answer, whatever this machine's clock says. */
import type { Clock, NetworkTime } from '../../core/ports/system.ts';

export interface HearingTime extends NetworkTime {
  /** `at`: what a server says the time is, in milliseconds since the epoch. */
  readonly hear: (host: string, at: number) => void;
}

interface Heard {
  /** What the time would have been there at an uptime of nought. */
  readonly atNought: number;
  readonly uptime: number;
}

/** Remembers the last word of each host, reckoned by the uptime: nothing that is done to the clock changes it. */
export function hearTime(clock: Pick<Clock, 'now' | 'uptime'>): HearingTime {
  const byHost = new Map<string, Heard>();
  return {
    hear: (host, at) => {
      const uptime = clock.uptime();
      byHost.set(host, { atNought: at - uptime, uptime });
    },
    aheadMs: (sinceUptime) => {
      const heard = [...byHost.values()].filter(({ uptime }) => uptime >= sinceUptime);
      const ahead = heard.map(({ atNought }) => clock.now() - clock.uptime() - atNought);
      return ahead.reduce<number | null>(
        (least, each) => (least === null || Math.abs(each) < Math.abs(least) ? each : least),
        null,
      );
    },
  };
}
