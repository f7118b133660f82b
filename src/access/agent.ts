import { connect } from 'node:net';

/** A key that an agent holds. */
export type AgentKey = {
  /** As SSH names it, such as `ssh-ed25519`. */
  readonly type: string;
  /** As SSH sends it, in base64. */
  readonly publicKey: string;
  /** What its owner calls it; often the path of its file. */
  readonly comment: string;
};

/**
 * Lists the keys of an SSH agent, in its order (draft-ietf-sshm-ssh-agent, section 4.4).
 * @param socket path of its socket
 * @param timeoutMs most time that it may take to answer
 * @throws Error that says why there is no list
 */
export function listAgentKeys(socket: string, timeoutMs = 5000): Promise<readonly AgentKey[]> {
  return new Promise((resolve, reject) => {
    const agent = connect(socket);
    let answer = Buffer.alloc(0);
    const fail = (why: string) => {
      agent.destroy();
      reject(new Error(why));
    };
    agent.setTimeout(timeoutMs, () => fail(`it did not answer within ${timeoutMs / 1000} s`));
    agent.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
    agent.on('end', () => fail('it hung up'));
    agent.on('data', (data) => {
      answer = Buffer.concat([answer, data]);
      if (answer.length < 5 || answer.length < 4 + answer.readUInt32BE(0)) return;
      agent.destroy();
      try {
        resolve(keysIn(answer));
      } catch {
        reject(new Error('it answered something that is no list of keys'));
      }
    });
    agent.write(Buffer.from([0, 0, 0, 1, REQUEST_IDENTITIES]));
  });
}

const REQUEST_IDENTITIES = 11;
const IDENTITIES_ANSWER = 12;

function keysIn(answer: Buffer): readonly AgentKey[] {
  if (answer[4] !== IDENTITIES_ANSWER) throw new Error('another message');
  let at = 9;
  const next = () => {
    const start = at + 4;
    at = start + answer.readUInt32BE(at);
    return answer.subarray(start, at);
  };
  return Array.from({ length: answer.readUInt32BE(5) }, () => {
    const key = next();
    return {
      type: key.toString('latin1', 4, 4 + key.readUInt32BE(0)),
      publicKey: key.toString('base64'),
      comment: next().toString('utf8'),
    };
  });
}
