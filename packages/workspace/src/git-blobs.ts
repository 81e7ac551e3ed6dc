/** Contents of files as git stores them. */
import type { Git } from './git.ts';

export interface Blobs {
  /** In bytes; undefined when git does not have the object. */
  size(object: string): number | undefined;
  /** Undefined when git does not have the object, or when it is larger than was asked for. */
  bytes(object: string): Buffer | undefined;
}

/** Bytes that are asked for at once. */
const CHUNK = 64_000_000;

/**
 * @param objects all that may be asked for, so that git is started for few of them
 * @param largest bytes; what is larger is not read
 */
export function blobsOf(git: Git, objects: readonly string[], largest: number): Blobs {
  const wanted = [...new Set(objects)].sort();
  const sizes = sizesOf(git, wanted);
  const known = new Map<string, Buffer>();
  let chunk: string[] = [];
  let total = 0;
  for (const object of wanted) {
    const size = sizes.get(object);
    if (size === undefined || size > largest) continue;
    if (total + size > CHUNK) {
      read(git, chunk, known);
      chunk = [];
      total = 0;
    }
    chunk.push(object);
    total += size;
  }
  read(git, chunk, known);
  return { size: (object) => sizes.get(object), bytes: (object) => known.get(object) };
}

function sizesOf(git: Git, objects: readonly string[]): Map<string, number> {
  const sizes = new Map<string, number>();
  if (objects.length === 0) return sizes;
  const lines = git.ask(['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)'], objects.map((object) => `${object}\n`).join('')).toString('utf8').split('\n');
  for (const line of lines) {
    const [object = '', type, size] = line.split(' ');
    if (type === 'blob') sizes.set(object, Number(size));
  }
  return sizes;
}

/** `<object> blob <size>`, a line break, the bytes, a line break. */
function read(git: Git, objects: readonly string[], into: Map<string, Buffer>): void {
  if (objects.length === 0) return;
  const answer = git.ask(['cat-file', '--batch'], objects.map((object) => `${object}\n`).join(''));
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf(10, at);
    const [object = '', type, length] = answer.toString('utf8', at, end).split(' ');
    at = end + 1;
    if (type !== 'blob') continue;
    into.set(object, answer.subarray(at, at + Number(length)));
    at += Number(length) + 1;
  }
}
