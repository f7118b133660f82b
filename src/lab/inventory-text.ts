import type { LabDevice } from './simulated-device.ts';

/** The `devices.yaml` by which a lab's devices are reached. */
export function inventoryText(devices: readonly LabDevice[]): string {
  return `routers:\n${devices.map(entry).join('')}`;
}

function entry({ name, host, port, platform, username, password, secret, host_keys }: LabDevice): string {
  return `  - device_type: ${platform}
    ip: ${host}
    port: ${port}
    name: ${scalar(name)}
    username: ${scalar(username)}
    password: ${scalar(password)}
    secret: ${scalar(secret)}
${host_keys === undefined ? '' : `    host_keys: ${host_keys}\n`}`;
}

/** As it is where YAML takes it for a text; else in quotes, since a JSON string is a YAML one. */
function scalar(text: string): string {
  const plain = /^[a-z][\w.-]*$/i.test(text) && !/^(?:true|false|yes|no|on|off|y|n|null)$/i.test(text);
  return plain ? text : JSON.stringify(text);
}
