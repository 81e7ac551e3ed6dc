import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Gap } from '@dist-lint/model';
import { looksGenerated, looksMinified } from './skip.ts';

/** A file's text, or why there is none. */
export interface SourceText {
  /**
   * Decoded, without byte order mark: the first character of the file is at offset 0, line 1, column 1,
   * as editors and ESLint count. Absent when it could not be read.
   */
  text?: string;
  /** Of the bytes: SHA-256, first 32 hex digits. Present with `text`. */
  hash?: string;
  /** The text gives away that no person wrote it. */
  skipped?: 'minified' | 'generated';
  /** `not-utf8` comes with a text that holds replacement characters; the others come without text. */
  gap?: Pick<Gap, 'kind' | 'message'>;
}

/** Bytes. Larger files are data or bundles, and take the parser seconds. */
export const LARGEST_SOURCE = 5_000_000;

/** Reads and decodes one file: UTF-8, or UTF-16 with a byte order mark. Never throws. */
export function readSource(absolute: string): SourceText {
  let bytes: Buffer;
  try {
    const stats = statSync(absolute);
    if (!stats.isFile()) return { gap: { kind: 'unreadable-file', message: 'It is not a regular file.' } };
    if (stats.size > LARGEST_SOURCE) return { gap: tooLarge(stats.size) };
    bytes = readFileSync(absolute);
  } catch (error) {
    return { gap: { kind: 'unreadable-file', message: `The file cannot be read: ${reasonOf(error)}.` } };
  }
  return decodeSource(bytes, absolute);
}

/** @param size in bytes */
export function tooLarge(size: number): Pick<Gap, 'kind' | 'message'> {
  return { kind: 'too-large', message: `${(size / 1e6).toFixed(1)} MB; files over ${LARGEST_SOURCE / 1e6} MB are not read.` };
}

/** The same for bytes that come from elsewhere, such as a revision in git. */
export function decodeSource(bytes: Buffer, path: string): SourceText {
  const source: SourceText = {};
  let text: string;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    text = bytes.toString('utf16le', 2);
  } else if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const even = Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)));
    text = even.swap16().toString('utf16le');
  } else {
    if (bytes.includes(0)) return { gap: { kind: 'not-text', message: 'It holds NUL bytes: not a text file.' } };
    if (!isUtf8(bytes)) source.gap = { kind: 'not-utf8', message: 'It is not valid UTF-8; unreadable characters were replaced.' };
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    text = bytes.toString('utf8', marked ? 3 : 0);
  }
  source.text = text;
  source.hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  // Nobody minifies to TypeScript; long lines there are drawings and data within hand-written code.
  if (/\.[mc]?jsx?$/.test(path) && looksMinified(text)) source.skipped = 'minified';
  else if (looksGenerated(text)) source.skipped = 'generated';
  return source;
}

/** The system's word for what went wrong, without the path of this machine. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ENOENT':
      return 'it is not there any more';
    case 'ELOOP':
      return 'symbolic links lead in a circle';
    case 'EMFILE':
    case 'ENFILE':
      return 'too many open files';
    default:
      return code ?? 'unknown reason';
  }
}
