// A trusted workspace of an editor with a profile, and a loopback endpoint in the place of AWS.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CLIENT_COMMANDS,
  type DeployPlan,
  type DeployTarget,
  SERVER_COMMANDS,
} from "../../server/src/contract";
import { addMethod, STAND_IN_CREDENTIALS, startStandIn } from "../support/standIn.mjs";
import { type Editor, type EditorOptions, OWN_URI, startEditor } from "./editor";

export const TARGET: DeployTarget = {
  restApiId: "fugvjdxtri",
  resourceId: "3kzxbg5sa2",
  httpMethod: "GET",
  statusCode: "200",
};
export const PATH = "/restapis/fugvjdxtri/resources/3kzxbg5sa2/methods/GET/integration/responses/200";
export const BODY = '{ "selectionPattern": "2\\\\d{2}" }';
export const WHERE = { uri: OWN_URI, version: 1, target: TARGET, profile: "dev", region: "eu-west-1" };

type StandIn = Awaited<ReturnType<typeof startStandIn>>;

export interface Scene extends AsyncDisposable {
  readonly editor: Editor;
  readonly service: StandIn;
  readonly state: string;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows its outcome.
  run(command: string, params: object): Promise<any>;
  plan(params?: object): Promise<DeployPlan>;
}

/** An editor of a trusted workspace, a profile, and the endpoint in whose place it stands. */
export async function setScene(options: EditorOptions & { readonly host?: object } = {}): Promise<Scene> {
  const directory = await mkdtemp(join(tmpdir(), "apigw-deploy-"));
  const service = await startStandIn();
  addMethod(service.state, `${TARGET.restApiId}/${TARGET.resourceId}/${TARGET.httpMethod}`, {
    "200": { selectionPattern: "200" },
  });
  const { accessKeyId, secretAccessKey } = STAND_IN_CREDENTIALS;
  const [config, credentials] = [join(directory, "config"), join(directory, "credentials")];
  await writeFile(config, "[profile dev]\nregion = us-east-1\n");
  await writeFile(
    credentials,
    `[dev]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
  );
  const state = join(directory, "state");
  const editor = await startEditor({
    ...options,
    initializationOptions: {
      trusted: true,
      endpointUrl: service.url,
      clientCommands: Object.values(CLIENT_COMMANDS),
      ...options.host,
    },
    env: {
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: credentials,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_PROFILE: "",
      AWS_REGION: "",
      AWS_DEFAULT_REGION: "",
      AWS_ACCESS_KEY_ID: "",
      AWS_SECRET_ACCESS_KEY: "",
      AWS_ENDPOINT_URL: "",
      AWS_ENDPOINT_URL_API_GATEWAY: "",
      APIGW_RESPONSE_STATE_DIR: state,
      APIGW_RESPONSE_CONFIG_DIR: directory,
      APIGW_RESPONSE_PROTECTED: "",
      AWS_ENDPOINT_URL_STS: "",
      ...options.env,
    },
  });
  const run = (command: string, params: object) =>
    editor.request("workspace/executeCommand", { command, arguments: [params] });
  return {
    editor,
    service,
    state,
    run,
    plan: (params = {}) => run(SERVER_COMMANDS.planDeploy, { ...WHERE, ...params }),
    [Symbol.asyncDispose]: async () => {
      await editor.stop();
      await service.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
