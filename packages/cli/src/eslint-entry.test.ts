import { describe, expect, it } from 'vitest';
import { eslintEntry } from './eslint-entry.ts';

describe('a plain shape', () => {
  it.each([
    ['a list', "import js from '@eslint/js';\nexport default [js.configs.recommended];\n", "import distLint from 'eslint-plugin-dist-lint';\nimport js from '@eslint/js';\nexport default [distLint.configs.recommended, js.configs.recommended];\n"],
    ['an empty list', 'export default [];\n', "import distLint from 'eslint-plugin-dist-lint';\nexport default [distLint.configs.recommended];\n"],
    [
      'defineConfig of a list',
      'import { defineConfig } from "eslint/config"\n\nexport default defineConfig([\n\t{ files: ["**/*.ts"] }, // all\n])\n',
      'import distLint from "eslint-plugin-dist-lint"\nimport { defineConfig } from "eslint/config"\n\nexport default defineConfig([\n\tdistLint.configs.recommended,\n\t{ files: ["**/*.ts"] }, // all\n])\n',
    ],
    [
      'defineConfig of arguments',
      "import { defineConfig, globalIgnores } from 'eslint/config';\n\nexport default defineConfig(\n  globalIgnores(['dist/**']),\n);\n",
      "import distLint from 'eslint-plugin-dist-lint';\nimport { defineConfig, globalIgnores } from 'eslint/config';\n\nexport default defineConfig(\n  distLint.configs.recommended,\n  globalIgnores(['dist/**']),\n);\n",
    ],
    [
      "typescript-eslint's config",
      "import eslint from '@eslint/js';\nimport tseslint from 'typescript-eslint';\n\nexport default tseslint.config(\n  eslint.configs.recommended,\n  tseslint.configs.recommended,\n);\n",
      "import distLint from 'eslint-plugin-dist-lint';\nimport eslint from '@eslint/js';\nimport tseslint from 'typescript-eslint';\n\nexport default tseslint.config(\n  distLint.configs.recommended,\n  eslint.configs.recommended,\n  tseslint.configs.recommended,\n);\n",
    ],
    ['the same by its namespace', 'import * as ts from "typescript-eslint";\nexport default ts.config(ts.configs.base);\n', 'import distLint from "eslint-plugin-dist-lint";\nimport * as ts from "typescript-eslint";\nexport default ts.config(distLint.configs.recommended, ts.configs.base);\n'],
    ['the same of a list', "import tseslint, { parser } from 'typescript-eslint';\nexport default tseslint.config([{ languageOptions: { parser } }]);\n", "import distLint from 'eslint-plugin-dist-lint';\nimport tseslint, { parser } from 'typescript-eslint';\nexport default tseslint.config([distLint.configs.recommended, { languageOptions: { parser } }]);\n"],
    ['a comment that has to stay first', "// @ts-check\nexport default [{}];\n", "// @ts-check\nimport distLint from 'eslint-plugin-dist-lint';\nexport default [distLint.configs.recommended, {}];\n"],
    ['lines that end as on Windows', 'export default [\r\n  {},\r\n];\r\n', "import distLint from 'eslint-plugin-dist-lint';\r\nexport default [\r\n  distLint.configs.recommended,\r\n  {},\r\n];\r\n"],
    ['brackets in strings and comments', "// export default [\nexport default [{ files: ['**/[ab]*.ts)'] /* ] */ }];\n", "// export default [\nimport distLint from 'eslint-plugin-dist-lint';\nexport default [distLint.configs.recommended, { files: ['**/[ab]*.ts)'] /* ] */ }];\n"],
  ])('takes the entry: %s', (_, text, edited) => {
    expect(eslintEntry(text).edited).toBe(edited);
  });
});

describe('any other shape', () => {
  it.each([
    ['a variable', 'const config = [];\nexport default config;\n'],
    ['a list that is worked on', 'export default [{}].concat(more);\n'],
    ['one element of a list', 'export default [a, b][0];\n'],
    ['a list worked on inside defineConfig', "import { defineConfig } from 'eslint/config';\nexport default defineConfig([a].flat());\n"],
    ['a defineConfig of somebody else', "import { defineConfig } from 'our-eslint';\nexport default defineConfig([]);\n"],
    ["another library's function", "import tseslint from 'our-tseslint';\nexport default tseslint.config(a);\n"],
    ['a function that is not imported', 'export default tseslint.config(a);\n'],
    ["another function of typescript-eslint's", "import tseslint from 'typescript-eslint';\nexport default tseslint.extend(a);\n"],
    ['what its config gives, worked on', "import tseslint from 'typescript-eslint';\nexport default tseslint.config(a).reverse();\n"],
    ['a regular expression, in which a bracket could hide', 'export default [{ files: all.filter((it) => /[/]]/.test(it)) }];\n'],
    ['a template with code', 'export default [{ files: [`${folder}/*.ts`] }];\n'],
    ['statements after the list', 'export default [];\nrun();\n'],
    ['the name is taken', "import distLint from './ours.js';\nexport default [distLint];\n"],
    ['only in a comment', '/*\nexport default [\n*/\nmodule.exports = [];\n'],
  ])('is left to a person: %s', (_, text) => {
    const { lines, edited } = eslintEntry(text);
    expect(edited).toBeUndefined();
    expect(lines[1]).toBe('distLint.configs.recommended,');
  });

  it.each([
    ['export default withOurs({ vue: true });\n', "as an argument of 'withOurs'"],
    ['export default await tools.lint(/regular/, {});\n', "as an argument of 'tools.lint'"],
    ["const ours = require('ours');\nmodule.exports = ours.config({});\n", "as an argument of 'ours.config'"],
    ['module.exports = [];\n', 'as an element of its list'],
  ])('is told with the place: %s', (text, place) => {
    expect(eslintEntry(text)).toMatchObject({ place });
    expect(eslintEntry(text).edited).toBeUndefined();
  });

  it('is shown as the file would load it', () => {
    expect(eslintEntry('module.exports = [];\n').lines[0]).toBe("const distLint = require('eslint-plugin-dist-lint').default;");
  });
});
