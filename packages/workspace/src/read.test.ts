import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSource } from './read.ts';
import { tree } from './temporary-tree.test.support.ts';

const read = (content: string | Uint8Array, name = 'a.ts') => readSource(join(tree({ [name]: content }), name));
const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('readSource', () => {
  it.each([
    ['UTF-8', Buffer.from('let ä = "🎉"')],
    ['UTF-8 with a byte order mark', Buffer.from('\ufefflet ä = "🎉"')],
    ['UTF-16 LE', Buffer.from('\ufefflet ä = "🎉"', 'utf16le')],
    ['UTF-16 BE', swapped('\ufefflet ä = "🎉"')],
  ])('decodes %s; the first character is at offset 0', (_, bytes) => {
    const { text, gap } = read(bytes);
    expect([text, gap]).toEqual(['let ä = "🎉"', undefined]);
  });

  it('decodes what is not UTF-8 as well as it goes, and says so', () => {
    const { text, gap, hash } = read(Buffer.from([0x61, 0xff, 0x62]));
    expect([text, gap?.kind]).toEqual(['a\ufffdb', 'not-utf8']);
    expect(hash).toMatch(/^[0-9a-f]{32}$/);
  });

  it('bears half a character of UTF-16', () => {
    expect(read(Buffer.concat([swapped('\ufeffab'), Buffer.from([0])])).text).toBe('ab');
  });

  it('reads no binary and nothing huge', () => {
    expect(read(Buffer.from([1, 0, 2]))).toEqual({ gap: expect.objectContaining({ kind: 'not-text' }) });
    expect(read('x'.repeat(5_000_001))).toEqual({ gap: { kind: 'too-large', message: '5.0 MB; files over 5 MB are not read.' } });
  });

  it('hashes the bytes', () => {
    expect(read('a').hash).toBe('ca978112ca1bbdcafac231b39a23dc4d');
    expect(read('\ufeffa').hash).not.toBe(read('a').hash);
  });

  it('says that nobody wrote it', () => {
    expect(read('// @generated\n').skipped).toBe('generated');
    const bundle = 'function a(b,c){return b?c(b):a(c,b)};'.repeat(100);
    expect([read(bundle, 'a.js').skipped, read(bundle, 'a.ts').skipped]).toEqual(['minified', undefined]);
  });

  it('has a gap for what is not there, a folder, and a pipe that would block for ever', () => {
    const root = tree({ 'folder.ts/x': '' });
    execFileSync('mkfifo', [join(root, 'pipe.ts')]);
    for (const name of ['gone.ts', 'folder.ts', 'pipe.ts']) expect(readSource(join(root, name)).gap?.kind).toBe('unreadable-file');
  });
});
