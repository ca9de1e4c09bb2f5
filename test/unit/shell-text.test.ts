import { describe, expect, it } from 'vitest';
import { languages } from '../../contract/views.ts';
import { startupMessage } from '../../main/shell/startup-failure.ts';
import { shellText } from '../../main/shell/text.ts';

/** Every sentence of a catalogue, those with values filled in. */
function sentences(part: unknown, path = ''): readonly (readonly [path: string, sentence: string])[] {
  if (typeof part === 'string') return [[path, part]];
  if (typeof part === 'function')
    return [[path, String(part({ name: 'N', until: 'U', toString: () => 'N' }, 'N', 'U'))]];
  if (part === null || typeof part !== 'object') return [];
  return Object.entries(part).flatMap(([name, inner]) => sentences(inner, `${path}.${name}`));
}
/** Clocks need times, counts need numbers: they have tests of their own. */
function words(language: (typeof languages)[number]) {
  const { times: _times, ...catalogue } = shellText(language);
  return sentences(catalogue).filter(([path]) => !/waiting|problems$/i.test(path));
}

describe('the main process’s own words', () => {
  it('are complete and without exclamation marks in every language', () => {
    for (const language of languages) {
      for (const [path, sentence] of words(language)) {
        expect(sentence.trim(), `${language}${path}`).not.toBe('');
        expect(sentence, `${language}${path}`).not.toMatch(/!|undefined|\[object/);
      }
    }
  });

  it('are the same ones in every language', () => {
    const [first, ...others] = languages.map((language) => words(language).map(([path]) => path));
    for (const other of others) expect(other).toEqual(first);
  });

  it('are in German where that was chosen', () => {
    const english = new Map(words('en'));
    const same = words('de').filter(([path, sentence]) => english.get(path) === sentence);
    expect(same.map(([, sentence]) => sentence)).toEqual(['Crosstie', 'Offline', 'Pause']);
  });

  it('count by the language’s own rule', () => {
    const { en, de } = { en: shellText('en'), de: shellText('de') };
    expect([1, 2].map(en.notification.waitingTitle)).toEqual([
      '1 post is waiting for your approval',
      '2 posts are waiting for your approval',
    ]);
    expect([1, 1_200].map(de.notification.waitingTitle)).toEqual([
      '1 Beitrag wartet auf Freigabe',
      '1.200 Beiträge warten auf Freigabe',
    ]);
  });

  it('tell a time as briefly as its day allows', () => {
    const now = new Date(2026, 9, 6, 18, 0).getTime();
    const at = (...date: [number, number, number, number]): number => new Date(2026, ...date).getTime();
    const { en, de } = { en: shellText('en').times, de: shellText('de').times };
    expect(en.at(at(9, 6, 9, 5), now)).toBe('09:05');
    expect(de.at(at(9, 7, 9, 5), now)).toMatch(/^Mi.*09:05$/);
    expect(en.at(at(11, 24, 9, 5), now)).toMatch(/Dec.*09:05/);
    expect([0, 60_000, 3_600_000 * 5, 86_400_000 * 3].map((ms) => de.ago(now - ms, now))).toEqual([
      'gerade eben',
      'vor 1 Minute',
      'vor 5 Stunden',
      'vor 3 Tagen',
    ]);
  });
});

describe('a failure to start', () => {
  it('says what happened, what it means, and names the file and the backup', () => {
    const { message, detail } = startupMessage(
      { kind: 'corrupt', file: '/data/crosstie.db', backup: '/data/backups/1.db' },
      shellText('en'),
    );
    expect(message).toBe('The database is damaged');
    expect(detail).toContain('Nothing is published from it');
    expect(detail).toContain('File: /data/crosstie.db\nBackup: /data/backups/1.db');
  });
});
