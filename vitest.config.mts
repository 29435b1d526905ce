import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'simulator/test/**/*.test.ts',
      'server/test/**/*.test.ts',
      'client/test/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', 'test/in-editor/**', 'test/browser/**', 'test/editors/**'],
    testTimeout: 30_000,
  },
});
