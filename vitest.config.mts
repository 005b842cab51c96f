import { defineConfig } from "vitest/config";

/** What `npm test` runs: everything that needs nothing but Node. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/temporaryFolder.ts"],
    globalSetup: ["test/support/leavesNothing.ts"],
    exclude: ["test/editor/**", "test/vscode-host/**", "test/corpus/**"],
    pool: "threads",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: process.env.CI ? ["default", ["json", { outputFile: "out/results/unit.json" }]] : ["default"],
  },
});
