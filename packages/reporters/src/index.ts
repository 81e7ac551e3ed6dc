/** A report, drawn. Nothing here computes findings, prints, or reads a file. */
export { formats, render, type Format, type RenderOptions } from './formats.ts';
export { github } from './github.ts';
export { markdown } from './markdown.ts';
export { byImportance } from './importance.ts';
export { severityCounts } from './sentences.ts';
export { renderRetries, retriesFormats, type RetriesFormat } from './retries-formats.ts';
export { renderState, stateFormats, type StateFormat } from './state-formats.ts';
export { visible } from './visible.ts';
export { dotString } from './dot-text.ts';
export { htmlText, scriptData } from './html-text.ts';
export { codeSpan, escaped, sentence } from './markdown-text.ts';
export { mermaidLabel } from './mermaid-text.ts';
export { counted, grouped } from './numbers.ts';
export { blastFormats, renderBlast, type BlastFormat, type BlastRenderOptions } from './blast-formats.ts';
export { graphFormats, renderGraph, type GraphFormat, type GraphRenderOptions } from './graph-formats.ts';
export { staleSentence } from './comparison.ts';
