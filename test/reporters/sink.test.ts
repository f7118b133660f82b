import { once } from 'node:events';
import { PassThrough, Writable, type WritableOptions } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openSink, wantsColour } from '../../src/reporters/sink.ts';

/** A stream that is full after each write, until `flow` is called. */
function slowStream(): { stream: Writable; flow: () => void } {
  const waiting: (() => void)[] = [];
  const stream = new Writable({
    highWaterMark: 1,
    write: (_chunk, _encoding, done) => {
      waiting.push(done);
    },
  });
  return { stream, flow: () => waiting.shift()?.() };
}

/** What `promise` has come to once everything that could happen by now has happened. */
async function stateOf(promise: Promise<void>): Promise<'pending' | 'resolved'> {
  const settled = new Promise<'pending'>((resolve) => setImmediate(() => resolve('pending')));
  return Promise.race([promise.then(() => 'resolved' as const), settled]);
}

describe('openSink', () => {
  test('resolves a write at once while the stream takes more', async () => {
    const stream = new PassThrough();
    const sink = openSink(stream, { colour: false });
    await sink.write('text');
    await turn();
    expect(stream.read().toString()).toBe('text');
  });

  test('writes at once what is written in one turn, and on a terminal each by itself', async () => {
    const writes = async (stream: Writable) => {
      const sink = openSink(stream, { colour: false });
      for (const text of ['one', 'two']) await sink.write(text);
      await turn();
    };
    const seen: string[] = [];
    const options: WritableOptions = {
      write(chunk, _encoding, done) {
        seen.push(String(chunk));
        done();
      },
      writev(chunks, done) {
        seen.push(chunks.map(({ chunk }) => String(chunk)).join(' '));
        done();
      },
    };
    await writes(new Writable(options));
    expect(seen.splice(0)).toEqual(['one two']);
    await writes(Object.assign(new Writable(options), { isTTY: true }));
    expect(seen).toEqual(['one', 'two']);
  });

  test('lets what was written to another stream before go first', async () => {
    const seen: string[] = [];
    const stream = () =>
      new Writable({
        write(chunk, _encoding, done) {
          seen.push(String(chunk));
          done();
        },
      });
    const stdout = openSink(stream(), { colour: false });
    const stderr = openSink(stream(), { colour: false, below: stdout });
    await stderr.write('note');
    await stdout.write('result');
    await stderr.write('summary');
    await turn();
    expect(seen).toEqual(['note', 'result', 'summary']);
  });

  test('resolves a write to a full stream when it drains', async () => {
    const { stream, flow } = slowStream();
    const write = openSink(stream, { colour: false }).write('text');
    expect(await stateOf(write)).toBe('pending');
    flow();
    expect(await stateOf(write)).toBe('resolved');
  });

  test('resolves waiting writes when the stream fails, and says why', async () => {
    const { stream } = slowStream();
    const sink = openSink(stream, { colour: false });
    const write = sink.write('text');
    stream.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    await write;
    expect(sink.closed.aborted).toBe(true);
    expect(sink.closed.reason).toMatchObject({ code: 'EPIPE' });
    await sink.write('no-op');
  });

  test('takes an error that the write itself meets', async () => {
    const stream = new Writable({ write: (_chunk, _encoding, done) => done(new Error('disk full')) });
    const sink = openSink(stream, { colour: false });
    await sink.write('a'.repeat(100_000));
    if (!sink.closed.aborted) await once(sink.closed, 'abort');
    expect(sink.closed.reason).toMatchObject({ message: 'disk full' });
    await sink.write('no-op');
  });

  test.each([
    ['ended', (stream: Writable) => stream.end()],
    ['destroyed', (stream: Writable) => stream.destroy()],
  ])('does nothing on a stream that was %s before', async (_, close) => {
    const stream = new PassThrough();
    close(stream);
    const sink = openSink(stream, { colour: false });
    await sink.write('text');
    expect(sink.closed.aborted).toBe(true);
  });

  test('closes when the stream closes without an error', async () => {
    const { stream } = slowStream();
    const sink = openSink(stream, { colour: false });
    const write = sink.write('text');
    stream.destroy();
    await write;
    expect(sink.closed.reason).toMatchObject({ name: 'AbortError' });
  });

  test('adds no listeners for its writes', () => {
    const { stream } = slowStream();
    const sink = openSink(stream, { colour: false });
    const before = stream.listenerCount('drain');
    for (let count = 0; count < 100; count += 1) void sink.write('text');
    expect(stream.listenerCount('drain')).toBe(before);
  });

  test('knows the terminal, and the width that it has now', () => {
    const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 132 });
    const sink = openSink(stream, { colour: true });
    expect(sink).toMatchObject({ isTerminal: true, colour: true, columns: 132 });
    stream.columns = 100;
    expect(sink.columns).toBe(100);
  });

  test('is 80 columns wide where there is no terminal', () => {
    expect(openSink(new PassThrough(), { colour: false })).toMatchObject({ isTerminal: false, columns: 80 });
  });
});

describe('wantsColour', () => {
  test.each<[string, Record<string, string>, { terminal: boolean; pipe: boolean }]>([
    ['colours a terminal and nothing else', {}, { terminal: true, pipe: false }],
    ['obeys NO_COLOR', { NO_COLOR: '1' }, { terminal: false, pipe: false }],
    ['takes an empty NO_COLOR for none', { NO_COLOR: '' }, { terminal: true, pipe: false }],
    ['obeys FORCE_COLOR', { FORCE_COLOR: '1' }, { terminal: true, pipe: true }],
    ['takes FORCE_COLOR=0 for no', { FORCE_COLOR: '0' }, { terminal: false, pipe: false }],
    ['takes FORCE_COLOR=false for no', { FORCE_COLOR: 'false' }, { terminal: false, pipe: false }],
    ['takes an empty FORCE_COLOR for none', { FORCE_COLOR: '' }, { terminal: true, pipe: false }],
    ['puts FORCE_COLOR before NO_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, { terminal: true, pipe: true }],
    ['obeys CLICOLOR_FORCE', { CLICOLOR_FORCE: '1' }, { terminal: true, pipe: true }],
    ['takes CLICOLOR_FORCE=0 for none', { CLICOLOR_FORCE: '0' }, { terminal: true, pipe: false }],
    [
      'puts NO_COLOR before CLICOLOR_FORCE',
      { CLICOLOR_FORCE: '1', NO_COLOR: '1' },
      { terminal: false, pipe: false },
    ],
    ['obeys CLICOLOR=0', { CLICOLOR: '0' }, { terminal: false, pipe: false }],
    ['colours no pipe for CLICOLOR=1', { CLICOLOR: '1' }, { terminal: true, pipe: false }],
    ['colours no dumb terminal', { TERM: 'dumb' }, { terminal: false, pipe: false }],
  ])('%s', (_, env, { terminal, pipe }) => {
    expect(wantsColour(env, { isTTY: true })).toBe(terminal);
    expect(wantsColour(env, {})).toBe(pipe);
  });
});
