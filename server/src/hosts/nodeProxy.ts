// The proxy of the client's settings as variables of this process, where the AWS part and the programs that it starts
// for credentials look. Invariant: what the settings do not say is as it was when the process started.
import { PROXY_VARIABLES, type ProxyVariables } from "../contract";

export function createNodeProxy(env: NodeJS.ProcessEnv = process.env): (variables: ProxyVariables) => void {
  const started = PROXY_VARIABLES.map((name) => [name, env[name]] as const);
  return (variables) => {
    for (const [name, before] of started) {
      const value = variables[name] ?? before;
      if (value === undefined) {
        delete env[name];
      } else {
        env[name] = value;
      }
    }
  };
}
