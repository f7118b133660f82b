#!/usr/bin/env node
// Old versions must be able to read this file: they are told so, instead of failing on a word they do not know.
var version = process.versions.node.split('.').map(Number);
if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  console.error(
    'netrun needs Node.js 20.19 or newer; this is ' + process.versions.node + ' (' + process.execPath + ').'
  );
  process.exitCode = 2;
} else {
  start(load());
}

function load() {
  try {
    return require('../dist/bundle/main.js');
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND' || !/dist\/bundle\/main\.js'/.test(error.message)) throw error;
    console.error('netrun has not been built yet: run "npm run build" in its folder.');
    process.exitCode = 2;
  }
}

function start(cli) {
  if (!cli) return;
  cli.main(process.argv.slice(2), cli.processIo()).then(function (code) {
    process.exitCode = code;
  });
}
