import { createRequire } from 'node:module';

/** Where a key or element of a JSON or YAML text stands: its line, or that of the nearest thing around it. The text is known to be well formed. */
export function positionsOf(text: string, isJson: boolean): (path: readonly (string | number)[]) => number | undefined {
  // Loaded on demand: only mistakes need places.
  const { isMap, isNode, isScalar, LineCounter, parseDocument } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(isJson ? asYaml(text) : text, { lineCounter: lines });
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const last = path[length - 1];
      const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
      const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === last) : undefined;
      const node = pair?.key ?? document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
}

/** YAML reads JSON, except for comments and tabs. Both become blanks, so that every line stays where it is. */
function asYaml(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/|\t/g, (part) => (part.startsWith('"') ? part : part.replace(/[^\n\r]/g, ' ')));
}
