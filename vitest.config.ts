import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['dist-lint-source'] },
  ssr: { resolve: { conditions: ['dist-lint-source'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'rules/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'fixtures/**'],
  },
});
