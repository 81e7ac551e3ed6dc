/** A finding in a moved file is the same finding: what names the file is read as if it lay where it lies now. */
import { fingerprintOf, type Identity } from './findings.ts';

/** Old path → new path. */
export type Moves = ReadonlyMap<string, string>;

export function afterMoves(identity: Identity, moves: Moves): Identity {
  if (moves.size === 0) return identity;
  const file = moves.get(identity.file) ?? identity.file;
  for (const [from, to] of moves) {
    const anchor = withPath(identity.anchor, from, to);
    // What stands there now may have been the place of another that moved.
    if (anchor !== identity.anchor) return { ...identity, file, anchor };
  }
  return { ...identity, file };
}

/** The fingerprint that a finding had while its file lay elsewhere. */
export function fingerprintAt(identity: Identity, file: string): string {
  return fingerprintOf({ ...identity, file, anchor: withPath(identity.anchor, identity.file, file) });
}

/** An anchor may name files, whole. */
function withPath(anchor: string, from: string, to: string): string {
  if (!anchor.includes(from)) return anchor;
  const parts = anchor.split(from);
  return parts.reduce((before, after) => {
    const isWhole = !/[\w$./@-]$/.test(before) && !/^[\w$/@-]/.test(after);
    return before + (isWhole ? to : from) + after;
  });
}
