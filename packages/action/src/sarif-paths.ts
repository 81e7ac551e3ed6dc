import { member, text } from './untyped.ts';

/** A SARIF document whose places count from a folder above: code scanning wants them from the root of the repository. */
export function underFolder(sarif: string, folder: string): string {
  const prefix = folder.split('/').map(encodeURIComponent).join('/');
  return JSON.stringify(JSON.parse(sarif, (key, value: unknown) => {
    const uri = key === 'artifactLocation' ? text(member(value, 'uri')) : undefined;
    return uri === undefined ? value : { ...(value as object), uri: `${prefix}/${uri}` };
  }));
}
