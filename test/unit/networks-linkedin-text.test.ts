import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { littleText, preview } from '../../main/networks/linkedin/count.ts';
import { linkedinLimits } from '../../main/networks/linkedin/limits.ts';
import { shownText } from '../../main/rehearsal/linkedin/little-text.ts';

describe('the little text format', () => {
  test.each([
    ['Fog (again) at the harbour', String.raw`Fog \(again\) at the harbour`],
    ['a|b{c}d@e[f]g<h>i*j_k~l', String.raw`a\|b\{c\}d\@e\[f\]g\<h\>i\*j\_k\~l`],
    [String.raw`back\slash`, String.raw`back\\slash`],
    ['#fog in #Kiel2026, #Übersee', '#fog in #Kiel2026, #Übersee'],
    ['# alone, #1, #under_score, a#b, ##two', String.raw`\# alone, \#1, \#under\_score, a\#b, \#\#two`],
    ['#️⃣ is no tag', String.raw`\#️⃣ is no tag`],
    [String.raw`\#tag`, String.raw`\\\#tag`],
    ['https://a.example/b_c#d(e) #tag', String.raw`https://a.example/b\_c\#d\(e\) #tag`],
    ['@Mara Lindt', String.raw`\@Mara Lindt`],
  ])('%s', (text, sent) => {
    expect(littleText(text)).toBe(sent);
    expect(shownText(sent)).toBe(text);
  });

  it('is read back whole, whatever is written', () => {
    const letters = fc.constantFrom(...Array.from('|{}@[]()<>#\\*_~ aß1é\n🙂'), '#fog', 'https://a.example/x_(y)#z');
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(letters).map((parts) => parts.join('')),
    );
    fc.assert(fc.property(texts, (text) => shownText(littleText(text)) === text));
  });

  it('counts what a person reads, not what is sent', () => {
    const text = `${'('.repeat(2998)}🙂x`;
    expect(preview(text, linkedinLimits).count).toBe(3000);
    expect(littleText(text).length).toBeGreaterThan(5000);
  });

  it('shows what will be a link and what a tag', () => {
    const { segments } = preview('See https://a.example/b). #fog and @mara, #no_tag', linkedinLimits);
    expect(segments).toEqual([
      { kind: 'text', text: 'See ' },
      { kind: 'link', text: 'https://a.example/b', href: 'https://a.example/b' },
      { kind: 'text', text: '). ' },
      { kind: 'tag', text: '#fog' },
      { kind: 'text', text: ' and @mara, #no_tag' },
    ]);
    expect(preview('', linkedinLimits)).toEqual({ count: 0, segments: [] });
  });
});
