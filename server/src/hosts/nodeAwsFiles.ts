// The shared AWS files on a disk, watched by looking at them: they may not be there yet, and editors replace them.
// Invariant: what is watched keeps no process alive, and of several changes seen at a time one is told.
import { type StatsListener, unwatchFile, watchFile } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { AwsFiles } from "../protocol/awsNews";

/** Milliseconds between two looks. */
const USUAL = 1_000;

export function createNodeAwsFiles(between: number = USUAL): AwsFiles {
  return {
    watch: (didChange) => {
      let isTelling = false;
      const looked: StatsListener = (now, before) => {
        // Node tells of a file that is not there once, at the first look.
        const isSame = now.mtimeMs === before.mtimeMs && now.size === before.size && now.ino === before.ino;
        if (!isSame && !isTelling) {
          isTelling = true;
          setImmediate(() => {
            isTelling = false;
            didChange();
          });
        }
      };
      const files = awsFiles();
      for (const file of files) {
        watchFile(file, { interval: between, persistent: false }, looked);
      }
      return () => {
        for (const file of files) {
          unwatchFile(file, looked);
        }
      };
    },
  };
}

/** Where the AWS SDK looks for them. */
function awsFiles(): readonly string[] {
  const { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE, HOME, USERPROFILE } = process.env;
  const folder = join(HOME || USERPROFILE || homedir(), ".aws");
  return [
    AWS_CONFIG_FILE || join(folder, "config"),
    AWS_SHARED_CREDENTIALS_FILE || join(folder, "credentials"),
  ];
}
