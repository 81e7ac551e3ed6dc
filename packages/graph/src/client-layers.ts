/** The layers of the client behind a call of a library. */
import type { Retries } from '@dist-lint/libraries';
import type { Program } from './link.ts';
import { libraryLayer, type RetryLayer } from './retry-layers.ts';
import { isSameSetting, retrySettings } from './retry-settings.ts';
import type { LayerSite } from './retry-sites.ts';
import type { ExternalValue } from './values.ts';

/** A layer as all say it who may have made what it is called on. Where they differ, or one of them is out of sight, its number is unknown. */
export function settledLayer(program: Program, site: LayerSite, retries: Retries, about: { form: RetryLayer['form']; name: string }): RetryLayer {
  const { scope } = site;
  const layers = retrySettings(program, site, retries, 'own', (each) => libraryLayer(program, each, retries, about)).map((each) => each.layer);
  const [layer, ...others] = layers as [RetryLayer, ...RetryLayer[]];
  const inRun = (other: LayerSite['scope']): RetryLayer => settledLayer(program, { ...site, scope: { ...other, module: scope.module, function: scope.function } }, retries, about);
  if (others.every((each) => isSameSetting(each, layer))) return { ...layer, inRun };
  const isSame = others.every(({ attempts }) => attempts === layer.attempts);
  const settled: RetryLayer = { ...layer, ...(isSame ? {} : { attempts: 'unknown', bound: 'count', said: 'options that differ from maker to maker' }), delay: { kind: 'some' }, inRun };
  delete settled.saidAt;
  return settled;
}

/** The layers of the client behind a call of a library: its own, its instance's, and those that were put on the instance. */
export function clientLayers(program: Program, site: LayerSite, given: (site: LayerSite) => readonly { site: LayerSite; retries: Retries }[]): RetryLayer[] {
  const { external } = site;
  const own = ownPolicy(program, external);
  const found = own ? [settledLayer(program, site, own, { form: 'client', name: clientName(external, own) })] : [];
  for (const each of given(site)) {
    const name = each.site.external.package;
    found.push(libraryLayer(program, each.site, each.retries, { form: 'client', name, at: each.site }));
  }
  return found;
}

/** What is built into the client behind a symbol: said of the call itself, or of what it is called on. */
export function ownPolicy(program: Program, { package: from, path }: ExternalValue): Retries | undefined {
  const { libraries } = program.link;
  const own = libraries.symbol(from, path)?.facts.retries;
  if (own?.of === 'call') return own;
  const segments = path.split('.');
  for (let length = segments.length - 1; length > 0; length -= 1) {
    const policy = libraries.symbol(from, segments.slice(0, length).join('.'))?.facts.retries;
    if (policy?.of === 'calls') return policy;
  }
  return undefined;
}

/** For people: `OpenAI client`, `generateText`. */
export function clientName({ path }: ExternalValue, { of }: Retries): string {
  return of === 'call' && !path.includes('.') ? path : `${path.split('.')[0] ?? ''} client`;
}
