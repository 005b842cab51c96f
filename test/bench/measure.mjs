// Medians of interleaved batches, so that a slow moment of the machine falls on every subject alike.

const BATCHES = 25;
const BATCH_MS = 8;
/** Code that has run less is not yet what V8 makes of it: a keystroke costs half as much after some hundred others. */
const WARM_MS = 500;

/** Microseconds a call, one for each subject. */
export function measure(subjects) {
  const sizes = subjects.map(warm);
  const samples = subjects.map(() => []);
  for (let batch = 0; batch < BATCHES; batch++) {
    subjects.forEach((subject, index) => {
      samples[index].push(timeOf(subject, sizes[index]));
    });
  }
  return samples.map(median);
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Runs the subject until it is warm; answers how many calls fill a batch. */
function warm(subject) {
  const until = performance.now() + WARM_MS;
  let calls = 1;
  for (;;) {
    const micros = timeOf(subject, calls) * calls;
    if (micros < BATCH_MS * 1000) {
      calls *= 2;
    } else if (performance.now() >= until) {
      return calls;
    }
  }
}

function timeOf(subject, calls) {
  const started = process.hrtime.bigint();
  for (let call = 0; call < calls; call++) {
    subject();
  }
  return Number(process.hrtime.bigint() - started) / 1000 / calls;
}
