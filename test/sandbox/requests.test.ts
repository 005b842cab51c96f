// Whatever is asked, and however often: every request is answered.
import { describe, expect, test } from "vitest";
import { createScene } from "./scene";

describe("any request at all", () => {
  const BODIES = [
    "",
    "[",
    "[]",
    "null",
    "3",
    '{"responseParameters":[]}',
    '{"responseTemplates":{"__proto__":"x"}}',
  ];
  const PATHS = [
    "/",
    "",
    "//",
    "/restapis//resources",
    "/restapis/%E0%A4%A/resources",
    "/restapis/__proto__",
  ];
  test.each(
    PATHS.flatMap((path) => ["GET", "PUT", "POST", "PATCH", "DELETE"].map((verb) => `${verb} ${path}`)),
  )("%s is answered", (line) => {
    const { ask } = createScene();
    for (const body of BODIES) {
      expect(ask(line, body).status).toBeGreaterThanOrEqual(200);
    }
  });

  test.each(BODIES)("a PUT of %s is answered, and not with a 500", (body) => {
    const scene = createScene();
    expect(scene.ask(`PUT ${scene.response("200")}`, body).status).toBeLessThan(500);
  });
});

describe("throttling", () => {
  test("after the burst a call is refused until the bucket has filled again", () => {
    let now = 0;
    const { ask } = createScene({ throttled: true, now: () => now });
    const answers = Array.from({ length: 60 }, () => ask("GET /restapis").status);
    expect(answers.indexOf(429)).toBeGreaterThan(25);
    expect(answers.lastIndexOf(200)).toBeLessThan(answers.indexOf(429));
    now += 1000;
    expect(
      Array.from({ length: 11 }, () => ask("GET /restapis").status).filter((one) => one === 200),
    ).toHaveLength(10);
  });
});
