// Imported first, so that what comes after is compiled once a machine and not once a start. Node 20 has no such cache.
import module from "node:module";

if ("enableCompileCache" in module && typeof module.enableCompileCache === "function") {
  module.enableCompileCache();
}
