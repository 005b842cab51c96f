// The shared AWS files are watched wherever the environment says they are, there or not.
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createNodeAwsFiles } from "../../server/src/hosts/nodeAwsFiles";
import { isolateAws, type Surroundings } from "../deploy/surroundings";

let aws: Surroundings;
let stop: () => void;
let told: number;
let next: () => void;

beforeEach(async () => {
  aws = await isolateAws();
  [told, next] = [0, () => {}];
});

afterEach(async () => {
  stop();
  await aws.restore();
});

function watch(): void {
  stop = createNodeAwsFiles(5).watch(() => {
    told++;
    next();
  });
}

/** Makes a change again and again until one is told: the first may come before the watch has had a look. */
async function tells(change: () => Promise<unknown>): Promise<void> {
  let isTold = false;
  const telling = new Promise<void>((resolve) => {
    next = () => {
      isTold = true;
      resolve();
    };
  });
  while (!isTold) {
    await change();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await telling;
}

let written = 0;

async function write(place: string): Promise<void> {
  await mkdir(dirname(place), { recursive: true });
  await writeFile(place, `[profile p${written++}]\n`);
}

test.each(["config", "credentials"])("%s: made, written, replaced, taken away", async (file) => {
  const place = join(aws.directory, file);
  watch();
  await tells(() => write(place));
  await tells(() => write(place));
  await tells(async () => {
    await write(`${place}.new`);
    await rename(`${place}.new`, place);
  });
  await tells(() => rm(place, { force: true }));
});

test("without the variables, those in the home folder", async () => {
  aws.set("AWS_CONFIG_FILE", "");
  aws.set("AWS_SHARED_CREDENTIALS_FILE", "");
  watch();
  await tells(() => write(join(aws.directory, ".aws", "config")));
  await tells(() => write(join(aws.directory, ".aws", "credentials")));
});

test("what is not there, and stays so, is no news", async () => {
  // By the time that another watch has seen two changes, this one has had its first look.
  watch();
  const quiet = stop;
  aws.set("AWS_CONFIG_FILE", join(aws.directory, "other"));
  let heard = 0;
  const other = createNodeAwsFiles(5).watch(() => {
    heard++;
  });
  while (heard < 2) {
    await write(join(aws.directory, "other"));
    await new Promise((resolve) => setImmediate(resolve));
  }
  other();
  expect(told).toBe(0);
  quiet();
});
