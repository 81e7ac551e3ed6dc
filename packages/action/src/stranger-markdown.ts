import { visible } from '@dist-lint/reporters';

/**
 * Markdown that a stranger may have written, so that it can neither call anybody, nor refer, link, fetch a picture, or be HTML: a break of no
 * width stands within whatever would. It is not seen, so tables, lists and code stay what they are. Diagrams are shown as their text, which
 * another language would read.
 */
export function strangerMarkdown(markdown: string): string {
  return markdown
    .split(/\r\n|\r|\n/)
    // A mark of ours that nobody sees.
    .filter((line) => line !== '<!-- dist-lint blast-radius -->')
    .map((line) => visible(line, 4000).replace(FENCE, '$1text').replace(ACTIVE, (match) => (FOLDS.includes(match) ? match : match.length > 6 ? match.replace(/.{6}(?=.)/g, '$&\u200b') : `${match.charAt(0)}\u200b${match.slice(1)}`)))
    .join('\n');
}

/** What our own reports fold with; it does nothing else. */
const FOLDS = ['<details>', '</details>', '<summary>', '</summary>', '<br>'];

/** A fence with a language that draws. */
const FENCE = /^(\s*(?:`{3,}|~{3,})\s*)(?=\S).*$/;

/**
 * A tag; a mention or an address; a reference; the target of a link or picture, and its definition; a URL, with or without a scheme; what may be
 * a commit, no part of which stays long enough; a character by its name or number, but those that our own reports write; a formula; a command to robots
 * that read comments.
 */
const ACTIVE = /<(?:\/?(?:details|summary)>|br>)?|@|#(?=\w)|\](?=[(:[])|:(?=\/\/)|\bwww(?=\.)|\bGH(?=-\d)|!(?=\[|\d)|\b[0-9a-f]{7,}\b|&(?!(?:lt|gt|amp|#8203);)(?=#?\w+;)|\$(?=\S)|(?<=^\s*)\/(?=\w)/gi;
