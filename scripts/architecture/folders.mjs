import { below } from './source-files.mjs';

const VAGUE = new Set(['core', 'common', 'shared', 'utils', 'util', 'helpers', 'helper', 'types', 'misc', 'lib']);

/** A sentence for every folder whose name does not say what it holds. Fixtures imitate the code of others. */
export function vagueFolders(root) {
  return ['packages', 'rules', 'scripts', 'docs']
    .flatMap((top) => below(root, top, 'folders'))
    .filter((folder) => VAGUE.has(folder.split('/').at(-1)))
    .map((folder) => `${folder}/: name it after what it holds.`);
}
