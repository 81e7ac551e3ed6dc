/** Symbols as library rows write them: `Queue`, `other#Thing`. */

export interface SymbolName {
  package: string;
  path: string;
}

/** Reads `Queue` (of the package at hand) or `http#Server`. */
export function parseSymbol(text: string, ownPackage: string): SymbolName {
  const hash = text.indexOf('#');
  return hash < 0 ? { package: ownPackage, path: text } : { package: text.slice(0, hash), path: text.slice(hash + 1) };
}
