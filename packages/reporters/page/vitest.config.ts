import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests that need a browser: apart from those that are run all the time, which need Node.js alone. */
export default defineConfig({
  resolve: { conditions: ['dist-lint-source'] },
  ssr: { resolve: { conditions: ['dist-lint-source'] } },
  test: { root: resolve(import.meta.dirname, '../../..'), include: ['packages/reporters/page/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
