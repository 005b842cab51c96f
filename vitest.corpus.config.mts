// Real documents beside the checkout, in ../shared/corpus: `npm run test:corpus`. No part of `npm test`.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    reporters: process.env.CI
      ? ["default", ["json", { outputFile: "out/results/corpus.json" }]]
      : ["default"],
    include: ["test/corpus/**/*.test.ts"],
    pool: "threads",
    maxWorkers: 2,
    testTimeout: 120_000,
  },
});
