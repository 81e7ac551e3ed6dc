import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Packs, installs from the registry, and runs what was installed: apart from the tests that are run all the time. */
export default defineConfig({
  resolve: { conditions: ['dist-lint-source'] },
  ssr: { resolve: { conditions: ['dist-lint-source'] } },
  test: { root: resolve(import.meta.dirname, '../..'), include: ['scripts/publish/packed.test.ts'], testTimeout: 120_000 },
});
