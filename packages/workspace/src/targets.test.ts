import { describe, expect, it } from 'vitest';
import { findFiles } from './find.ts';
import { selectTargets } from './targets.ts';
import { tree } from './temporary-tree.test.support.ts';

const shop = () => findFiles(tree({ 'src/orders/a.ts': '', 'src/orders/b.ts': '', 'src/orders.ts': '', 'docs/x.md': '', 'a.d.ts': '' }));

describe('selectTargets', () => {
  it('takes everything when nothing is named', () => {
    expect(selectTargets(shop(), [], '/').modules).toEqual(['src/orders.ts', 'src/orders/a.ts', 'src/orders/b.ts']);
  });

  it('takes files and folders, relative to where the user stands, without repeating any', () => {
    const found = shop();
    expect(selectTargets(found, ['orders', 'orders/a.ts'], `${found.root}/src`).modules).toEqual(['src/orders/a.ts', 'src/orders/b.ts']);
    expect(selectTargets(found, [`${found.root}/src/orders.ts`], '/').modules).toEqual(['src/orders.ts']);
    expect(selectTargets(found, ['.'], found.root).modules).toHaveLength(3);
  });

  it('names what exists and holds no module', () => {
    const found = shop();
    expect(selectTargets(found, ['docs', 'a.d.ts'], found.root)).toMatchObject({ modules: [], empty: ['a.d.ts', 'docs'] });
  });

  it('tells the user what is wrong with a path', () => {
    const found = shop();
    expect(() => selectTargets(found, ['gone'], found.root)).toThrow(expect.objectContaining({ name: 'UserError', code: 'path-not-found' }));
    expect(() => selectTargets(found, ['..'], found.root)).toThrow(expect.objectContaining({ name: 'UserError', code: 'path-outside-root' }));
  });
});
