// A test run's output arrives mixed into VS Code's own log. This tells the two apart, so that a run shows its
// tests and not what VS Code says about the native modules and built-ins that are left out here.
const chatter = [
  /^\[(AgentHost|ChatModel|AccountPolicyGate|chat-stt|DefaultAccount|McpGateway|reconnection|Service Worker)/,
  /^(Resolv(ing|ed) connection token|Creating a socket|Updating additional builtin|getaddrinfo ENOTFOUND)/,
  /^(Ignoring fetching additional|Ignoring the error while validating workspace|Found additional builtin)/,
  /^(Using ESM loader|Loading development extension|vscode-test-web-support fs provider)/,
  /^Activating extension 'vscode\./,
];
const chatterUnlessOurs =
  /lib\/vscode\/|\/static\/(out|extensions)\/|@vscode\/(spdlog|native-watchdog|deviceid)/;

/** `extension` is the folder of the extension under test: what names it is never chatter. */
export function isChatter(line, extension) {
  if (chatter.some((pattern) => pattern.test(line))) return true;
  return !line.includes(extension) && chatterUnlessOurs.test(line);
}
