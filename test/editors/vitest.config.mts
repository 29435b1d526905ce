import { defineConfig } from 'vitest/config';

/** Apart from the other tests: these install the editors that they run. */
export default defineConfig({
  test: { include: ['test/editors/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 300_000 },
});
