import { ts } from 'ts-morph';
import type { Language, SyntaxErrorFact } from '@dist-lint/model';
import { saysTypes } from './jsdoc.ts';

const languages = new Map<string, Language>(
  (['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'] as const).map((language) => [language, language]),
);

/** The language of a file by its extension; none for declaration files and anything that is no code. */
export function languageOf(path: string): Language | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  if (/\.d\.(?:[^.]+\.)?[cm]?ts$/.test(name)) return undefined;
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? undefined : languages.get(name.slice(dot + 1));
}

/** TypeScript's syntax tree of a text, without parents or types; with JSDoc where it says types of JavaScript. */
export function parse(text: string, language: Language): ts.SourceFile {
  return ts.createSourceFile(`module.${language}`, text, options(text, language), false, scriptKind(language));
}

function options(text: string, language: Language): ts.CreateSourceFileOptions {
  const readsComments = isJavaScript(language) && saysTypes(text);
  const common = { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode: readsComments ? ts.JSDocParsingMode.ParseAll : ts.JSDocParsingMode.ParseNone };
  if (language === 'cts' || language === 'cjs') return common;
  // Every other file may await at its top level, also without an import.
  return { ...common, setExternalModuleIndicator: (file) => Object.assign(file, { externalModuleIndicator: true }) };
}

export function isJavaScript(language: Language): boolean {
  return language.includes('js');
}

function scriptKind(language: Language): ts.ScriptKind {
  switch (language) {
    case 'ts':
    case 'mts':
    case 'cts':
      return ts.ScriptKind.TS;
    case 'tsx':
      return ts.ScriptKind.TSX;
    default:
      return ts.ScriptKind.JSX;
  }
}

const mostErrors = 20;

/** What the parser complains about. */
export function syntaxErrorsOf(source: ts.SourceFile): SyntaxErrorFact[] {
  const { parseDiagnostics } = source as unknown as { parseDiagnostics: readonly ts.DiagnosticWithLocation[] };
  return parseDiagnostics.slice(0, mostErrors).map(({ start, length, messageText }) => ({
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
    at: Math.min(start, source.text.length),
    end: Math.min(start + length, source.text.length),
  }));
}

/** The offset of each line's first character. Unlike TypeScript's, `\u2028` begins no line. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 13 && text.charCodeAt(i + 1) === 10) i++;
    if (code === 10 || code === 13) starts.push(i + 1);
  }
  return starts;
}
