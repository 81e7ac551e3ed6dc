import type { Resolution, SchemaFile } from '@dist-lint/model';
import type { FoundFiles } from './find.ts';
import { generatorOutputs } from './schema.ts';

/** Why nothing is where an import points. */
export interface Absence {
  /** For a place relative to the root at which nothing was found. */
  at(path: string): Resolution;
  /** Names that a framework gives to modules it makes up: `#imports`, `#app`. */
  isFrameworkName(name: string): boolean;
}

/** Folders that generators write to and that are rarely in git. */
const FOLDERS =
  /(^|\/)(__generated__|generated|_generated|\.generated|\.next|\.nuxt|\.svelte-kit|\.output|\.contentlayer|\.velite|\.astro|\.react-router|\.tanstack|\.wxt|\+types|dist|build|out|\.medusa)(\/|$)/;
const NAMES = /([._-](generated|gen|pb)|_grpc_pb)(\.\w+)*$|(^|\/)(next-env|routeTree\.gen|worker-configuration|auto-imports)(\.d)?(\.ts)?$/;
const FRAMEWORK = /^(#imports|#app|#build|#components|#nuxt|#internal|#site|#content|#ui|#auth|#supabase|#q-app|\$app|\$env|\$service-worker|\$houdini)(\/|$)/;

/** @param schemas whose generators' `output` is a place where something is generated */
export function absenceOf(found: FoundFiles, schemas: readonly SchemaFile[]): Absence {
  const outputs = generatorOutputs(schemas);
  return {
    at(path) {
      const generated =
        FOLDERS.test(path) ||
        NAMES.test(path) ||
        outputs.some((it) => path === it || path.startsWith(`${it}/`)) ||
        [path, `${path}.ts`, `${path}.js`, path.replace(/\.([mc]?)js(x?)$/, '.$1ts$2')].some((it) => it !== '' && found.ignores(it));
      return generated && path !== '' ? { to: 'nothing', reason: 'generated', path } : { to: 'nothing', reason: generated ? 'generated' : 'missing' };
    },
    isFrameworkName: (name) => FRAMEWORK.test(name),
  };
}

export const MISSING: Resolution = { to: 'nothing', reason: 'missing' };
export const GENERATED: Resolution = { to: 'nothing', reason: 'generated' };

export function isGenerated(resolution: Resolution): boolean {
  return resolution.to === 'nothing' && resolution.reason === 'generated';
}
