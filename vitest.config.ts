import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['dist-lint-source'] },
  ssr: { resolve: { conditions: ['dist-lint-source'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'rules/*.test.ts', 'scripts/**/*.test.ts'],
    // Fixtures are whole systems, and machines are busy.
    testTimeout: 30_000,
    // What is packed is tested apart: scripts/publish/vitest.config.ts.
    exclude: ['**/node_modules/**', '**/dist/**', 'fixtures/**', 'scripts/publish/packed.test.ts'],
  },
});
