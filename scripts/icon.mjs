// Draws media/icon.png: braces around an arrow that goes back to the client. Run by hand when it should change.
import { mkdirSync, writeFileSync } from "node:fs";
import { deflateSync } from "node:zlib";

const SIZE = 128;
const SAMPLES = 4;

const brace = [
  ...curve([50, 28], [38, 28], [40, 36], [40, 46]),
  ...curve([40, 46], [40, 58], [38, 62], [29, 64]),
  ...curve([29, 64], [38, 66], [40, 70], [40, 82]),
  ...curve([40, 82], [40, 92], [38, 100], [50, 100]),
];
const mirrored = brace.map(([x, y]) => [SIZE - x, y]);
const shaft = [
  [54, 64],
  [76, 64],
];
const head = [
  [62, 53],
  [51, 64],
  [62, 75],
];

/** From the bottom up: what covers a point, and with which colour. */
const layers = [
  {
    covers: (x, y) => inRoundedSquare(x, y, 4, 26),
    colour: (_, y) => mix([75, 56, 145], [32, 26, 66], y / SIZE),
  },
  { covers: (x, y) => near(brace, x, y, 4) || near(mirrored, x, y, 4), colour: () => [245, 243, 255] },
  { covers: (x, y) => near(shaft, x, y, 4) || near(head, x, y, 4), colour: () => [255, 168, 64] },
];

mkdirSync("media", { recursive: true });
writeFileSync("media/icon.png", png(draw()));

function draw() {
  const pixels = Buffer.alloc(SIZE * SIZE * 4);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      pixels.set(pixelAt(x, y), (y * SIZE + x) * 4);
    }
  }
  return pixels;
}

function pixelAt(x, y) {
  let red = 0;
  let green = 0;
  let blue = 0;
  let covered = 0;
  for (let i = 0; i < SAMPLES * SAMPLES; i++) {
    const px = x + ((i % SAMPLES) + 0.5) / SAMPLES;
    const py = y + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES;
    const top = layers.findLast(({ covers }) => covers(px, py));
    if (top !== undefined) {
      const [r, g, b] = top.colour(px, py);
      red += r;
      green += g;
      blue += b;
      covered += 1;
    }
  }
  const share = Math.max(covered, 1);
  return [red / share, green / share, blue / share, (255 * covered) / (SAMPLES * SAMPLES)].map(Math.round);
}

function curve(a, b, c, d) {
  return Array.from({ length: 25 }, (_, i) => {
    const t = i / 24;
    const s = 1 - t;
    return [0, 1].map((k) => s ** 3 * a[k] + 3 * s * s * t * b[k] + 3 * s * t * t * c[k] + t ** 3 * d[k]);
  });
}

function near(line, x, y, radius) {
  return line.some((to, i) => i > 0 && distance(line[i - 1], to, x, y) <= radius);
}

function distance([ax, ay], [bx, by], x, y) {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const t =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
}

function inRoundedSquare(x, y, margin, radius) {
  const half = SIZE / 2;
  const inner = half - margin - radius;
  return (
    Math.hypot(Math.max(0, Math.abs(x - half) - inner), Math.max(0, Math.abs(y - half) - inner)) <= radius
  );
}

function mix(one, other, t) {
  return one.map((value, i) => value + (other[i] - value) * t);
}

function png(pixels) {
  const rows = Array.from({ length: SIZE }, (_, y) =>
    Buffer.concat([Buffer.of(0), pixels.subarray(y * SIZE * 4, (y + 1) * SIZE * 4)]),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  // Eight bits each of red, green, blue and alpha.
  header.set([8, 6], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name, data) {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const framed = Buffer.alloc(data.length + 12);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc(named), data.length + 8);
  return framed;
}

function crc(data) {
  let value = ~0;
  for (const byte of data) {
    value ^= byte;
    for (let i = 0; i < 8; i++) {
      value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
    }
  }
  return ~value >>> 0;
}
