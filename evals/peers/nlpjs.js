// Trains NLP.js on labelled messages and labels others with it.
//
//   node nlpjs.js TRAIN TEST words|characters
//
// TRAIN and TEST are JSON lines of {"text","label"}. Prints one JSON object:
// train_seconds, predictions (in TEST's order) and ms for each.
//
// "words" leaves the text to NLP.js's own Chinese dictionary; "characters"
// puts a blank between characters first. Sentiment and entities are off: they
// would cost NLP.js time and give no label.
'use strict';

const fs = require('fs');
const { Nlp } = require('@nlpjs/nlp');
const { containerBootstrap } = require('@nlpjs/core');
const { LangZh } = require('@nlpjs/lang-zh');

const [trainPath, testPath, units] = process.argv.slice(2);

console.log = console.error; // NLP.js talks on standard output

const read = (path) =>
  fs.readFileSync(path, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
const prepared = (text) => (units === 'characters' ? [...text].join(' ') : text);
const milliseconds = (since) => Number(process.hrtime.bigint() - since) / 1e6;

async function main() {
  const container = await containerBootstrap();
  container.use(LangZh);
  container.registerConfiguration('nlu-zh', { log: false }, false);
  const nlp = new Nlp({
    container,
    languages: ['zh'],
    forceNER: false,
    autoSave: false,
    calculateSentiment: false,
    threshold: 0, // the best label, however unsure
  });
  for (const { text, label } of read(trainPath)) {
    nlp.addDocument('zh', prepared(text), label);
  }
  const began = process.hrtime.bigint();
  await nlp.train();
  const trainSeconds = milliseconds(began) / 1000;

  const label = async (text) => {
    const { classifications } = await nlp.process('zh', prepared(text));
    return classifications[0].intent;
  };
  const test = read(testPath);
  for (const { text } of test) await label(text); // warm up
  const predictions = [];
  const ms = [];
  for (const { text } of test) {
    const start = process.hrtime.bigint();
    predictions.push(await label(text));
    ms.push(milliseconds(start));
  }
  process.stdout.write(JSON.stringify({ train_seconds: trainSeconds, predictions, ms }));
}

main();
