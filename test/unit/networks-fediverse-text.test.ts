import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { preview, segmentsOf } from '../../main/networks/fediverse/count.ts';
import type { CountingRules } from '../../main/networks/fediverse/dialect.ts';
import { plainText } from '../../main/networks/fediverse/html.ts';

describe('the text of a status', () => {
  it.each([
    ['paragraphs and breaks', '<p>One<br>two<br />three</p><p>four</p>', 'One\ntwo\nthree\n\nfour'],
    ['a list', '<ul><li>fog</li><li>sea</li></ul>', '- fog\n\n- sea'],
    [
      'entities, once',
      '<p>a &lt;b&gt; &amp;lt; &quot;c&quot; &#39;d&#x27; &copy; &nope; &#0;</p>',
      'a <b> &lt; "c" \'d\' &copy; &nope; \ufffd',
    ],
    [
      'a shortened link in full',
      '<a href="https://example.org/a/very/long/path?x=1&amp;y=2"><span class="invisible">https://</span><span class="ellipsis">example.org/a/very</span><span class="invisible">/long/path?x=1&amp;y=2</span></a>',
      'https://example.org/a/very/long/path?x=1&y=2',
    ],
    [
      'a link cut with an ellipsis',
      '<a href="https://example.org/long">example.org/lo…</a>',
      'https://example.org/long',
    ],
    ['where a named link leads', '<a href="https://evil.example/">my bank</a>', 'my bank (https://evil.example/)'],
    ['nothing of a link that runs', '<a href="javascript:alert(1)">here</a>', 'here'],
    ['a tag', '<a href="https://one.example/tags/fog" class="mention hashtag" rel="tag">#<span>fog</span></a>', '#fog'],
    ['no script, style or comment', 'a<script>alert("<p>")</script><style>p{}</style><!-- x --><!-- open', 'a'],
    ['what only looks like a tag', 'a < b, c > d & e <3', 'a < b, c > d & e <3'],
    ['white space as HTML means it', '<p>  one \n  two </p>', 'one two'],
  ])('has %s', (_, html, text) => {
    expect(plainText(html)).toBe(text);
  });

  it('names the server of a mentioned account', () => {
    const html =
      '<span class="h-card"><a href="https://two.example/@ada" class="u-url mention">@<span>ada</span></a></span> hi';
    const handles = new Map([['https://two.example/@ada', 'ada@two.example']]);
    expect(plainText(html, handles)).toBe('@ada@two.example hi');
    expect(plainText(html)).toBe('@ada hi');
  });

  it('leaves no tag of the server in the text, whatever it sends', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '<a href="',
      '<script>',
      '</script>',
      '<!--',
      '-->',
      'x',
      ' ',
      '&lt;',
      '<p>',
      '</a>',
      '/',
      '=',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const text = plainText(parts.filter((part) => part !== '&lt;').join(''));
        expect(text).not.toMatch(/<script>[^<]*<\/script>|<p>/);
      }),
    );
  });

  it.each(['<a ', "<a '", '<a "<', '<!--', '&#1', '<p', '</'])('reads a hundred thousand characters of %s', (piece) => {
    // A pattern that tries again from every place would not come back before the test's own limit.
    expect(plainText(piece.repeat(100_000 / piece.length)).length).toBeLessThanOrEqual(100_000);
  });
});

describe('counting and marking', () => {
  const rules: CountingRules = { textUnit: 'graphemes', linkLength: 23, countsMentionDomain: false };

  it('counts a link as 23, a mention without its server and a family as one', () => {
    expect(preview('https://example.org/a/very/long/path/that/goes/on', rules).count).toBe(23);
    expect(preview('@ada@two.example', rules).count).toBe(4);
    expect(preview('👩‍👩‍👧‍👦é', rules).count).toBe(2);
  });

  it('counts as written where the server does', () => {
    const written: CountingRules = { textUnit: 'characters', linkLength: null, countsMentionDomain: true };
    expect(preview('@ada@two.example 👩‍👧', written).count).toBe(20);
  });

  it('finds links, tags and mentions, and not the signs around them', () => {
    const text = 'See (https://en.example/a_(b)), #fog2! mail a@b.example #2026 @ada@two.example. //@no';
    expect(segmentsOf(text).filter(({ kind }) => kind !== 'text')).toEqual([
      { kind: 'link', text: 'https://en.example/a_(b)', href: 'https://en.example/a_(b)' },
      { kind: 'tag', text: '#fog2' },
      { kind: 'mention', text: '@ada@two.example' },
    ]);
  });

  it('cuts every text so that the runs are the text again', () => {
    const words = fc.constantFrom('#', '@', 'https://', 'x.example', ')', '(', ' ', '.', 'é', '👩‍👧', '<b>');
    fc.assert(
      fc.property(fc.array(words), (parts) => {
        const text = parts.join('');
        expect(
          segmentsOf(text)
            .map((segment) => segment.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it.each(['#1', '@a', 'https://a)', '#', ')', '@a@'])('counts a hundred thousand characters of %s', (piece) => {
    const many = piece.repeat(100_000 / piece.length);
    expect(preview(many, rules).count).toBeGreaterThan(0);
    expect(preview(`https://a${many}`, rules).count).toBeGreaterThan(0);
  });
});
