// What the commands take and how they end, in words.
import { type ParseArgsConfig, parseArgs } from "node:util";

export const EXIT = { clean: 0, findings: 1, usage: 2 } as const;

/** A mistake in how the program was called: told in one line, with where to read on. */
export class UsageError extends Error {
  readonly hint: string;

  constructor(message: string, command?: string) {
    super(message);
    this.hint = `Try: apigw-response ${command === undefined ? "" : `${command} `}--help`;
  }
}

/** Node's own parsing, its complaints turned into ours. */
export function parseUsage<const T extends ParseArgsConfig>(
  command: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) {
      throw new UsageError(`${error.message.split("\n")[0]?.replace(/\.? To specify.*$/, "")}.`, command);
    }
    throw error;
  }
}

export const MAIN_HELP = `apigw-response: integration responses of Amazon API Gateway, on the command line

  apigw-response check [options] <file | folder | ->...   checks integration responses
  apigw-response explain [<rule>]                         says what a rule means and how to mend it
  apigw-response match [options] <file | folder>...       says which response of a method answers
  apigw-response render [options] <file>                  shows what the client receives for a sample
  apigw-response pull [options] <api> [<path> <METHOD>]   writes what is deployed into files
  apigw-response diff [options] <file | folder>...        says what differs from what is deployed
  apigw-response deploy [options] <file | folder>...      deploys files, after showing what changes
  apigw-response invoke [options] <api> <path> <METHOD>   tries a method as it is defined now
  apigw-response publish [options] <api> --stage <name>   makes the definition live on a stage
  apigw-response sandbox [options]                        an endpoint here that answers like API Gateway
  apigw-response lsp --stdio                              the language server, for any editor
  apigw-response --version

Each command says more with --help.
`;

/** What `check` calls its findings about files of samples, which no rule of the service is about. */
export const SAMPLE_RULE = "sample";

export const CHECK_HELP = `apigw-response check [options] <file | folder | ->...

Checks integration responses written as JSON: the body of the PUT, the input of --cli-input-json, or the
bare map of --response-parameters. A file that is named is taken for one, whatever it is called. In a folder
are checked: *.integration-response.json, integration/responses/<status>.json, and every other .json file that
holds an integration response. node_modules and .git are passed over. "-" reads the standard input.
Files of samples, *.samples.json, are checked too: what render would not take is a finding called “sample”.

  --format <pretty | json>        how to print; pretty by default
  --fail-on <severity>            exit with 1 at findings of at least this severity:
                                  error (the default), warning, information or hint
  --rule <id>=<severity | off>    another severity for a rule, or none; may be repeated
  --stdin-filename <name>         what the standard input is called in the output
  --help

JSON is an array, one entry per file:
  [{ "file": "…", "findings": [{ "rule": "…", "severity": "…", "message": "…",
     "start": { "line": 1, "column": 1, "offset": 0 }, "end": { … } }] }]
Lines and columns count from one, offsets from zero, columns and offsets in UTF-16 units. A byte order mark
counts for nothing, as in an editor: the character after it has offset 0.

Exit: 0 clean, 1 findings at or above --fail-on, 2 wrong usage or a file that cannot be read.
`;

export const EXPLAIN_HELP = `apigw-response explain [<rule>]

Prints what a rule looks for, what API Gateway does and what to write instead. Without a rule, lists them all.
`;

export const LSP_HELP = `apigw-response lsp --stdio

Runs the language server over the standard streams, for editors that speak the Language Server Protocol.
Deploys are refused until the editor sends { "trusted": true } as its initialization options.
`;

export const MATCH_HELP = `apigw-response match (--status <code> | --error-message <text>) [options] <file | folder>...
apigw-response match --samples <file | folder>...

Says which response of a method answers what its backend returned, and why the others do not. All the responses
that are named, or that lie in a folder, are taken for those of one method, unless they say that they belong to
several: then the sample is tried on each method. A pattern is taken to match the whole text, as in AWS's
examples. Where several match, API Gateway's choice is not documented, and none is named.

  --status <code>                 the status that an HTTP, AWS or MOCK backend answers
  --error-message <text>          the errorMessage of a Lambda function; "" for a success
  --type <lambda | aws | http | mock>
                                  the backend; by default lambda with --error-message and http with --status
  --samples                       tries the samples of *.samples.json on the responses in the same folder: a JSON
                                  array of { "name", "type", "status" or "errorMessage", "expect" }, where expect
                                  is the status of the response that should answer, or "none"; expectations of
                                  what the client receives are for apigw-response render --samples
  --format <pretty | json>        how to print; pretty by default
  --help

Exit: 0 one response answers (of each method), or every expectation holds; 1 none, several, not decided, or an expectation that does
not hold; 2 wrong usage or a file that cannot be read.
`;

export const RENDER_HELP = `apigw-response render [options] <file>
apigw-response render --samples <file | folder>...

Shows what the client of an API receives: which response answers, its headers, the body its template renders. What
API Gateway's documentation leaves open is said to be open. Nothing is sent anywhere.

  --sample <file.json | name>     the backend's answer and the client's request: a file with a sample (of several the
                                  first that fits), or the name of one in <name>.samples.json or method.samples.json
                                  beside the response; by default the first there that fits, or one of our own
  --trace                         also says how it came about, step by step
  --json                          prints { "sample", "end", "client", "trace" }
  --samples                       takes the expectations of *.samples.json for tests, on the responses in the same
                                  folder, and prints what differs
  --help

Exit: 0 rendered, or every expectation holds; 1 it cannot be told which response answers, the service would answer
with a 500 of its own, the preview was stopped, or an expectation does not hold; 2 wrong usage or a file that cannot
be read.
`;

export const SANDBOX_HELP = `apigw-response sandbox [options]

API Gateway Local: an endpoint on 127.0.0.1 that the AWS SDK, the AWS CLI and the extension talk to unchanged.
It keeps REST APIs, resources, methods, method responses, integrations, integration responses, deployments
and stages, and refuses what API Gateway was seen to refuse, in its words. A test invocation is simulated,
with an answer of the backend that you state. It prints its address; stop it with Ctrl-C.

  --port <n>        4570 by default; 0 takes any that is free
  --seed <file>     begins with the API that “aws apigateway get-resources --embed methods” printed
  --api-id <id>     the id of that API; local00000 by default
  --api-name <name> its name
  --state <file>    where it keeps its state; in your state directory by default
  --in-memory       keeps nothing
  --example         begins with an example API where nothing is stored yet
  --throttle        holds callers to the limits of an account
  --faults          lets tests make it misbehave: POST /_local/faults
  --disguised       says to nobody that it is API Gateway Local: for tests, which sign with keys of their own
  --quiet           prints its address alone, and no line for each request

What the backend of a method answers, a test invocation takes from the header x-apigateway-local-backend, else
from what you stored, else it assumes 200 and {}, which its log says. To store it, at a method's own path:

  curl -X PUT http://127.0.0.1:4570/_local/backend/restapis/<api>/resources/<id>/methods/GET \\
    -d '{ "status": 404, "headers": { "Content-Type": "application/json" }, "body": "{}" }'

What it does not do: it serves no traffic of the APIs, sends nothing to a backend, imports no OpenAPI, and
verifies no signature, for nothing here is worth a forgery. docs/local.md says more. An answer that no
recorded fact supports carries the header x-apigateway-local-unproven.

  AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local \\
    aws apigateway get-rest-apis --endpoint-url http://127.0.0.1:4570 --region us-east-1
`;

const ACCOUNT_HELP = `  --profile <name>      of the shared AWS configuration; AWS_PROFILE or the environment by default
  --region <name>       AWS_REGION or the profile's by default
  --endpoint-url <url>  another endpoint than AWS's, such as that of “apigw-response sandbox”
  --yes                 asks nothing; without a terminal it is needed for what changes something
  --json                prints one JSON document; docs/command-line.md says what it holds
  --help
`;

const CONSENT_HELP = `  --confirm <name>      the profile or account, where it is protected; --yes alone does not pass that
`;

const NO_WAY =
  "2 wrong usage, a file that cannot be read, or no credentials, no answer or no way to the service.";

const NOT_ALLOWED =
  "2 wrong usage, a file that cannot be read, what is protected without its name, or no credentials, no answer or\nno way to the service.";

/** Told by each command that writes. */
const PROTECTED_HELP = `Protected is what the variable APIGW_RESPONSE_PROTECTED lists, separated by commas, or the file config.json:
{ "protected": ["prod", "111122223333"] }, in ~/.config/apigateway-integration-response, on Windows in
%APPDATA%\\apigateway-integration-response, or in APIGW_RESPONSE_CONFIG_DIR.`;

export const PULL_HELP = `apigw-response pull [options] <api> [<path> <METHOD>]

Writes the integration responses of an API, or of one of its methods, into files that carry their target:
restapis/<api>/resources/<id>/methods/<METHOD>/integration/responses/<status>.json. The API is named by its
id or its name. A file that means the same is left alone; one that differs is replaced only when you say so.

  --out <folder>        where to write; here by default
${ACCOUNT_HELP}
Exit: 0 written, or the same; 1 a file differs and was left, or the service refused;
${NO_WAY}
`;

export const DIFF_HELP = `apigw-response diff [options] <file | folder>...

Compares files with what is deployed. What means the same is no difference: an empty member is an absent one.
A file says where it belongs by its path, as pull writes it, or by the keys restApiId, resourceId, httpMethod
and statusCode.

${ACCOUNT_HELP}
Exit: 0 no difference; 1 differences, or the service would refuse or refused;
${NO_WAY}
`;

export const DEPLOY_HELP = `apigw-response deploy [options] <file | folder>...

Deploys integration responses, each to where its path or its keys say. It shows what changes and who signs,
and asks; what does not differ is not sent, what API Gateway is known to refuse stops it before the first
PUT. What gives up the default, or a pattern, goes before what takes it. What a PUT replaces is kept in your
state directory. A stage shows the change after publish.

  --declare             declares first, on the method response, what a PUT is refused for, or breaks without
${CONSENT_HELP}${ACCOUNT_HELP}
${PROTECTED_HELP}

Exit: 0 all deployed, or no difference; 1 not all: refused, blocked or declined;
${NOT_ALLOWED}
`;

export const INVOKE_HELP = `apigw-response invoke [options] <api> <path> <METHOD>

Runs a method as it is defined now, deployed or not, by TestInvokeMethod, and prints what the client would
receive. The backend really runs; API Gateway Local has none. The path may have a query; /pets/7
finds the method of /pets/{id}.

  --body <text | @file>         the body of the request
  --header <name: value>        a header of the request; may be repeated, one name too
  --stage-variable <name=value> may be repeated
  --log                         prints the execution log too
${CONSENT_HELP}${ACCOUNT_HELP}
${PROTECTED_HELP}

Exit: 0 it ran, whatever it answered; 1 the service refused to run it, or you declined;
${NOT_ALLOWED}
`;

export const PUBLISH_HELP = `apigw-response publish [options] <api> --stage <name>

Makes the definition of an API live on a stage by a deployment. A stage that is missing is made.

  --stage <name>        which stage
  --description <text>  of the deployment
${CONSENT_HELP}${ACCOUNT_HELP}
${PROTECTED_HELP}

Exit: 0 published; 1 refused or declined, or the answer was lost and the API is not known to be live;
${NOT_ALLOWED}
`;
