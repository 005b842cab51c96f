// The code of an MFA device is asked of a client that can ask its user, and of no other.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MFA_CODE_REQUEST, SERVER_COMMANDS } from "../../server/src/contract";
import { leaveDoubt, leavePublish } from "../support/leaveDoubt";
import { BODY, type Scene, setScene, TARGET } from "./deployScene";

const SERIAL = "arn:aws:iam::000000000000:mfa/me";
let directory: string;
let config: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "apigw-mfa-"));
  config = join(directory, "config");
  await writeFile(
    config,
    `[profile role]\nrole_arn = arn:aws:iam::000000000000:role/x\nsource_profile = dev\nmfa_serial = ${SERIAL}\n`,
  );
});

afterEach(() => rm(directory, { recursive: true, force: true }));

test("a client that answers is asked, and not giving it calls the deploy off", async () => {
  await using scene = await setScene({ host: { answersMfa: true }, env: { AWS_CONFIG_FILE: config } });
  await scene.editor.open(BODY);
  expect(await scene.plan({ profile: "role" })).toMatchObject({ kind: "failed", reason: "cancelled" });
  const questions = scene.editor.received.filter(({ method }) => method === MFA_CODE_REQUEST);
  expect(questions.map(({ params }) => params)).toEqual([{ profile: "role", serial: SERIAL }]);
});

test("the question is taken back when the command that waits for it is called off", async () => {
  const mfaCode = new Promise<string>(() => {});
  const host = { answersMfa: true };
  await using scene = await setScene({ host, mfaCode, env: { AWS_CONFIG_FILE: config } });
  const { editor } = scene;
  await editor.open(BODY);
  const plan = scene.plan({ profile: "role", workDoneToken: "mine" });
  await editor.next(({ method }) => method === MFA_CODE_REQUEST);
  await editor.notify("window/workDoneProgress/cancel", { token: "mine" });
  expect(await plan).toMatchObject({ kind: "failed", reason: "cancelled" });
  const { params } = await editor.next(({ method }) => method === "$/cancelRequest");
  expect(params).toEqual({ method: MFA_CODE_REQUEST });
});

test("any other is told", async () => {
  await using scene = await setScene({ env: { AWS_CONFIG_FILE: config } });
  await scene.editor.open(BODY);
  expect(await scene.plan({ profile: "role" })).toMatchObject({
    kind: "failed",
    reason: "noCredentials",
    message: expect.stringContaining("asks for an MFA code, and there is nobody here to ask for it"),
  });
  expect(scene.editor.methods()).not.toContain(MFA_CODE_REQUEST);
});

/** A client that looks at its doubts itself and can ask for a code. */
const OURS = { host: { answersMfa: true, settlesDoubts: true } };

/** A deploy and a deployment of which nobody saw the end. */
async function leave({ service, state }: Scene): Promise<void> {
  const where = { endpoint: service.url, region: "us-east-1", profile: "role" };
  await leaveDoubt(state, { ...where, target: TARGET, sent: {} });
  const { restApiId } = TARGET;
  await leavePublish(state, {
    ...where,
    target: { restApiId, stageName: "prod" },
    before: { state: "absent" },
  });
}

test("looking at what is in doubt asks for no code by itself, and says what to do", async () => {
  await using scene = await setScene({ ...OURS, env: { AWS_CONFIG_FILE: config } });
  await leave(scene);
  const because = expect.stringMatching(
    / is still in doubt: the profile role asks for an MFA code, so sign in and look again\.$/,
  );
  expect(await scene.run(SERVER_COMMANDS.settleDoubts, {})).toMatchObject({
    settled: [
      { found: "unsettled", message: because },
      { found: "unsettled", message: because },
    ],
  });
  expect(scene.editor.methods()).not.toContain(MFA_CODE_REQUEST);
});

test("a user who asks to look again is asked for the code", async () => {
  await using scene = await setScene({ ...OURS, env: { AWS_CONFIG_FILE: config } });
  await leave(scene);
  await scene.run(SERVER_COMMANDS.settleDoubts, { askMfa: true });
  const questions = scene.editor.received.filter(({ method }) => method === MFA_CODE_REQUEST);
  expect(questions[0]?.params).toEqual({ profile: "role", serial: SERIAL });
});
