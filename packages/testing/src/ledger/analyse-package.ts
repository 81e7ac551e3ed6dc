import { analyse, check, enclosingSymbol } from '@dist-lint/engine';
import type { Finding, Report } from '@dist-lint/model';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { copyPackage } from './copy-package.ts';
import type { Floor } from './ledger.ts';
import { installedPackage } from './ledger-packages.ts';

export interface AnalysedPackage {
  name: string;
  version: string;
  reached: Floor;
  findings: readonly Finding[];
  incomplete: readonly string[];
}

/** Every finding of every precision in what the package ships of its sources. */
export function analysePackage(name: string): Promise<AnalysedPackage> {
  return inCopy(name, async (cwd, version) => {
    const { report } = await check({ paths: [], cwd, preset: 'all', cache: false });
    return { name, version, reached: reached(report), findings: report.findings, incomplete: report.incomplete };
  });
}

/** Fingerprint → name of the function around the finding. */
export function symbolsOf({ name, findings }: AnalysedPackage): Promise<Map<string, string>> {
  return inCopy(name, async (cwd) => {
    const { program } = await analyse(cwd, { cwd, flags: { cache: false } });
    return new Map(findings.map(({ fingerprint, file, line, column }) => {
      const module = program.modules.byPath(file);
      return [fingerprint, module ? enclosingSymbol(module, (module.facts.lineStarts[line - 1] ?? 0) + column - 1) : 'module'];
    }));
  });
}

function inCopy<T>(name: string, use: (folder: string, version: string) => Promise<T>): Promise<T> {
  const { version } = installedPackage(name);
  return inTemporaryFolder(
    (copy) => copyPackage(name, copy),
    (copy) => use(copy, version),
  );
}

function reached({ summary }: Report): Floor {
  return { modules: summary.modules, lines: summary.lines, resolvedImports: summary.imports.resolved };
}
