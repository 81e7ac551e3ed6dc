import { visible } from './visible.ts';

/** Text in which what stands between single quotes, a name, is drawn as code. All of it is untrusted. */
export function sentence(text: string, limit = 500): string {
  return visible(visible(text), limit)
    .split(/'([^']+)'/)
    .map((part, index) => (index % 2 === 1 ? codeSpan(part) : escaped(part)))
    .join('');
}

/** A code span: nothing in it is Markdown, HTML, a mention or a link. Its fence is longer than any within. */
export function codeSpan(text: string, limit = 500): string {
  const shown = visible(visible(text), limit);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const room = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${room}${shown}${room}${fence}`;
}

/** Text that stays text. A break of no width ends what GitHub and GitLab would turn into a mention, a reference, an emoji or a link. */
export function escaped(text: string, limit = 500): string {
  return visible(visible(text), limit).replace(ACTIVE, (match) => {
    if (match === '&') return '&amp;';
    if (match === '<') return '&lt;';
    if (match === '>') return '&gt;';
    if (/^[\\`*_[\]{}()|]$/.test(match)) return `\\${match}`;
    if (match === '~') return '\\~&#8203;';
    if (match === '#') return '\\#&#8203;';
    return `${match}&#8203;`;
  });
}

/** Markdown's and HTML's own characters; what begins a mention, reference or link; `GH-`, `www` and the first digit of a commit. */
const ACTIVE = /[&<>\\`*_[\]{}()|~#]|[@!$%:](?=\S)|\bGH(?=-\d)|\bwww(?=\.)|\b[0-9a-f](?=[0-9a-f]{6,}\b)|^(?:[-+]|\d+)(?=[.) ])/gi;
