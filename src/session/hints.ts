/** What helps against troubles that come up in several places: the line of the inventory, and the option for one run. */
export const HINTS = {
  name: 'is it spelt right? "host: ADDRESS" of this device in the inventory does without the DNS',
  port: 'is SSH on there? "port: N" in the inventory (--port) names another port',
  version:
    'does it know SSH 1 only? IOS has "ip ssh version 2" against that; "port: N" in the inventory (--port) names another port',
  address:
    'is the address right, and reachable? "jump: HOST" in the inventory (-J) goes through a jump host, "conn_timeout: 30" (--connect-timeout) allows more time',
  network:
    'is this machine in the right network? "jump: HOST" in the inventory (-J) goes through a jump host',
  proxyCommand: 'does it work in a shell? "proxy_command" in the inventory or ssh_config has it',
  tooMany: 'does it have too many connections, or does a firewall in between forbid this one?',
  lines: 'are all of its VTY lines taken, or is this address not allowed?',
  user: 'is this user allowed on it? "username: NAME" in the inventory (-u) is another one',
  shell: 'does this user get a command line on it? "username: NAME" in the inventory (-u) is another one',
  credentials: 'check "username" and "password" in the inventory, or give others with -u and --ask-pass',
  noCredentials: '"password" or "key_file" in the inventory gives one, or --ask-pass or --identity',
  secret: 'check "secret" in the inventory, or give it with --ask-secret',
  loginTime: '"auth_timeout: 90" in the inventory (--login-timeout) allows more time',
  idleTime: '"read_timeout_override: 120" in the inventory (--timeout) allows more time',
  detection: '"device_type: autodetect" in the inventory (--platform autodetect) finds out what it is',
  platform: '"device_type: NAME" in the inventory (--platform) says what it is',
  again: 'did it restart, or did somebody clear its line? Run it again for this device',
} as const satisfies Readonly<Record<string, string>>;
