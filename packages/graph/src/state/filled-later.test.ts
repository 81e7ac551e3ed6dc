import { lower } from '@dist-lint/frontend';
import { libraries } from '@dist-lint/libraries';
import { expect, it } from 'vitest';
import { linkReplaceable, type LinkInput } from '../link.ts';
import { pushedTo } from './filled-later.ts';
import { holderOf } from './named-objects.ts';

it('what is pushed to a list is that of the module as it is now', () => {
  const program = linkReplaceable({ modules: [source('const rows = []; rows.push(1);')], packages: [], libraries });
  const [module] = program.modules.all;
  if (!module) throw new Error('no module');
  expect(pushedTo(module, 0).map(({ expr }) => expr)).toEqual([{ k: 'literal', value: 1 }]);
  program.replace(source('const rows = []; rows.push(2, 3);'));
  expect(pushedTo(module, 0).map(({ expr }) => expr)).toEqual([{ k: 'literal', value: 2 }, { k: 'literal', value: 3 }]);
});

it('an object is that of the variable that holds it now', () => {
  const program = linkReplaceable({ modules: [source('let state = { a: 1 };')], packages: [], libraries });
  const [module] = program.modules.all;
  const held = () => {
    const value = module?.index.assignments[0]?.[0]?.value;
    return module && value && holderOf(module, value);
  };
  expect(held()).toBe(0);
  program.replace(source('let state = { b: 2 };'));
  expect(held()).toBe(0);
});

function source(text: string): LinkInput['modules'][number] {
  const lowered = lower(text, 'ts');
  if (!('facts' in lowered)) throw new Error('cannot be read');
  return { facts: lowered.facts, input: { path: 'a.ts', resolutions: {}, options: {}, package: '' } };
}
