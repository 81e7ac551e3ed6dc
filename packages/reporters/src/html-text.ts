import { visible } from './visible.ts';

/**
 * Text of others for HTML and SVG: between tags, and in the value of an attribute in quotes of either kind. It ends no tag, no value
 * and no comment, and what a reader would not see is shown. It is no URL, and it is not for `<script>` and `<style>`: see scriptData.
 */
export function htmlText(text: string, limit = 2000): string {
  return visible(visible(text), limit).replace(/[&<>"'`=]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * A value as JSON for a `<script type="application/json">`, to be read with JSON.parse: no name in it closes the element or opens a
 * comment, whatever it is, and it means the same as without the escapes. It also stays one value within JavaScript itself.
 */
export function scriptData(value: unknown): string {
  return JSON.stringify(value).replace(ENDS_A_SCRIPT, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What HTML reads within a script, what JavaScript took for a break of a line, and what an editor would hide; in UTF-16 units. */
const ENDS_A_SCRIPT = /[<>&\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
