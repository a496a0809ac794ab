// Reads times out of messages with Microsoft Recognizers-Text and chrono-node.
//
//   node times.js MESSAGES recognizers|chrono
//
// MESSAGES are JSON lines of {"text","now"}, now without a zone. Prints one
// JSON object: answers, for each message the list of starts ("2026-11-24",
// "2026-11-24T15:00:00" or "15:00:00", in the zone of now), and ms, the mean
// time of each message over several rounds once warm. Run it with TZ=UTC, so
// that local time is now's.
'use strict';

const fs = require('fs');

const [path, peer] = process.argv.slice(2);
const rounds = 3;

function recognizers() {
  const { recognizeDateTime, Culture } = require('@microsoft/recognizers-text-suite');
  return (text, now) =>
    recognizeDateTime(text, Culture.Chinese, undefined, now)
      .flatMap((found) => (found.resolution ? found.resolution.values : []))
      .map((value) => value.start ?? value.value ?? value.end)
      .filter((start) => /^[\d:T -]+[:-][\d:T -]+$/.test(start ?? '')) // no durations
      .map((start) => start.replace(' ', 'T'));
}

// chrono gives a day without an hour an implied noon, and a part of day an
// implied hour: both the day and the implied hour count as its answers.
function chrono() {
  const { zh } = require('chrono-node');
  return (text, now) =>
    zh.parse(text, now).flatMap(({ start }) => {
      const moment = start.date().toISOString().slice(0, 19);
      return start.isCertain('hour') ? [moment] : [moment.slice(0, 10), moment];
    });
}

const read = { recognizers, chrono }[peer]();
const messages = fs.readFileSync(path, 'utf8').split('\n').filter(Boolean)
  .map((line) => JSON.parse(line))
  .map(({ text, now }) => ({ text, now: new Date(`${now}Z`) }));

const answers = messages.map(({ text, now }) => read(text, now)); // and warm up
const ms = messages.map(() => 0);
for (let round = 0; round < rounds; round++) {
  messages.forEach(({ text, now }, i) => {
    const start = process.hrtime.bigint();
    read(text, now);
    ms[i] += Number(process.hrtime.bigint() - start) / 1e6 / rounds;
  });
}
console.log(JSON.stringify({ answers, ms }));
