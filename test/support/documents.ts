// Documents for tests, analysed: one of our own, or a foreign one as an editor's JSON.
import { type Analysis, analyse } from "../../server/src/service";

export function ownDocument(text: string, uri = "file:///api/200.integration-response.json"): Analysis {
  return analyse({ uri, text, own: true, tellsSyntax: true });
}

/** A Velocity template that stands alone. */
export function templateDocument(text: string, uri = "file:///api/200.vtl"): Analysis {
  return analyse({ uri, text, own: true, tellsSyntax: true, language: "template" });
}

/** A JSON file of somebody else's, whose syntax errors the editor tells. */
export function foreignDocument(text: string, uri = "file:///api/response.json"): Analysis {
  return analyse({ uri, text, own: false, tellsSyntax: false });
}
