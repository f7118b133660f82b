import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Real servers and their clients share a busy machine there; what fails twice has failed.
    retry: process.env.CI ? 1 : 0,
  },
});
