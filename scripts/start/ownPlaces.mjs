// Where the extension keeps its state and looks for its configuration under `npm start`: neither is the user's, whose
// journal, locks and protected names stay as they are, unread.
import path from "node:path";

/** The environment of an editor; `undefined` takes a name away. */
export function ownPlaces(folder) {
  return {
    APIGW_RESPONSE_STATE_DIR: path.join(folder, "state"),
    APIGW_RESPONSE_CONFIG_DIR: path.join(folder, "config"),
    APIGW_RESPONSE_PROTECTED: undefined,
  };
}

/** Where the extension's own API Gateway Local would keep its state: it joins the one that has it. */
export function localState({ APIGW_RESPONSE_STATE_DIR: state }) {
  return path.join(state, "local", "state.json");
}
