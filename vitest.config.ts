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
    // Most of the time went into loading the compiler and our sources anew for each file of tests. No module here keeps what a test
    // could see in the next, and what a file of tests makes it takes away: see removeProjects in packages/testing.
    isolate: false,
    // Many tests wait for a process that they have started; by default, one processor would be left to look on.
    maxWorkers: '100%',
  },
});
