import { describe, expect, it } from 'vitest';
import { counted, grouped, share } from './numbers.ts';

describe('numbers', () => {
  it('groups thousands', () => {
    expect([0, 999, 1000, 340112, 1234567].map(grouped)).toEqual(['0', '999', '1,000', '340,112', '1,234,567']);
  });

  it('knows one from many', () => {
    expect([counted(1, 'error'), counted(0, 'error'), counted(2000, 'error')]).toEqual(['1 error', '0 errors', '2,000 errors']);
  });

  it('never rounds a share to nothing or to everything', () => {
    expect(share(0, 10)).toBe('0 %');
    expect(share(10, 10)).toBe('100 %');
    expect(share(1, 3)).toBe('33 %');
    expect(share(4, 1000)).toBe('0.4 %');
    expect(share(1, 100_000)).toBe('<0.1 %');
    expect(share(99_999, 100_000)).toBe('>99.9 %');
    expect(share(996, 1000)).toBe('99.6 %');
    expect(share(0, 0)).toBe('0 %');
  });
});
