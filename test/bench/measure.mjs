// Medians of interleaved batches, so that a slow moment of the machine falls on every subject alike.

const BATCHES = 25;
const BATCH_MS = 8;

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
  let calls = 1;
  for (;;) {
    const micros = timeOf(subject, calls) * calls;
    if (micros > BATCH_MS * 1000) {
      return calls;
    }
    calls *= 2;
  }
}

function timeOf(subject, calls) {
  const started = process.hrtime.bigint();
  for (let call = 0; call < calls; call++) {
    subject();
  }
  return Number(process.hrtime.bigint() - started) / 1000 / calls;
}
