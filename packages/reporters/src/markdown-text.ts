import { visible } from './visible.ts';

/** Text in which what stands between single quotes, a name, is drawn as code. All of it is untrusted. */
export function sentence(text: string, limit = 500): string {
  const parts = visible(visible(text), limit).split(/'([^']+)'/);
  return parts.map((part, index) => (index % 2 === 1 ? codeSpan(part) : asText(part, index === 0, index === parts.length - 1))).join('');
}

/** A code span: nothing in it is Markdown, HTML, a mention or a link. Its fence is longer than any within. */
export function codeSpan(text: string, limit = 500): string {
  const shown = visible(visible(text), limit);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const room = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${room}${shown}${room}${fence}`;
}

/** Text that stays text. A break of no width ends what GitHub and GitLab would turn into a mention, a reference, an emoji, a commit or a link. */
export function escaped(text: string, limit = 500): string {
  return asText(visible(visible(text), limit), true, true);
}

function asText(text: string, isFirst: boolean, isLast: boolean): string {
  const inner = text.replace(ACTIVE, (match) => {
    if (match === '&') return '&amp;';
    if (match === '<') return '&lt;';
    if (match === '>') return '&gt;';
    if (/^[\\`*_[\]{}()|]$/.test(match)) return `\\${match}`;
    if (match === '~') return '\\~&#8203;';
    if (match === '#') return '\\#&#8203;';
    // No part of a hexadecimal number is long enough to be a commit, either.
    if (/^[0-9a-f]{7}/i.test(match)) return match.replace(/.{6}(?=.)/g, '$&&#8203;');
    return `${match}&#8203;`;
  });
  // Blanks at an edge are indentation, a break of the line, or nothing; some marks at the beginning make a list, a heading, or a line
  // across, and a slash is a command to GitLab and to robots that read comments.
  const begun = isFirst ? inner.replace(/^\d+(?=\.)/, '$&&#8203;').replace(/^[-+=/]/, '\\$&').replace(/^ /, '&#32;') : inner;
  return isLast ? begun.replace(/ $/, '&#32;') : begun;
}

/** Markdown's and HTML's own characters; what begins a mention, reference or link; `GH-`, `www` and what may be a commit. */
const ACTIVE = /[&<>\\`*_[\]{}()|~#]|[@!$%:](?=\S)|\bGH(?=-\d)|\bwww(?=\.)|\b[0-9a-f]{7,}\b/gi;
