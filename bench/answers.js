/**
 * How many of the devices a peer has the right answer of. It prints a line of JSON for each: what it read may still hold the
 * echo of the command and the prompt, which netrun's results never do.
 * @param {string} stdout
 * @param {readonly { name: string, host: string, port: number }[]} devices
 * @param {(name: string) => string} rightAnswer
 */
export function countRightOfPeer(stdout, devices, rightAnswer) {
  const names = new Map(devices.map(({ name, host, port }) => [`${host}:${port}`, name]));
  return countNames(stdout, ({ device, output }) => {
    const name = names.get(device);
    if (name === undefined || typeof output !== 'string') return undefined;
    return output.replaceAll('\r', '').includes(rightAnswer(name).trim()) ? name : undefined;
  });
}

/**
 * How many devices netrun has the right answer of, byte for byte, by what `-o ndjson` prints.
 * @param {string} stdout
 * @param {(name: string) => string} rightAnswer
 */
export function countRightOfNetrun(stdout, rightAnswer) {
  return countNames(stdout, ({ device, status, replies }) => {
    const isOne = status === 'ok' && replies.length === 1 && replies[0].output === rightAnswer(device);
    return isOne ? device : undefined;
  });
}

/** The results that stand in lines of JSON; a line that is none is left out, such as one that was cut by a kill. */
export function parseLines(/** @type {string} */ text) {
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}

/**
 * A device counts once, however often it is told of.
 * @param {string} stdout
 * @param {(result: any) => string | undefined} nameOfRight
 */
function countNames(stdout, nameOfRight) {
  const right = new Set(parseLines(stdout).map(nameOfRight));
  right.delete(undefined);
  return right.size;
}
