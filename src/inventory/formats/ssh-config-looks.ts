/** Does every line begin with a keyword of ssh_config(5), and does one name hosts? */
export function isSshConfig(text: string): boolean {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const words = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => /^(\w+)(?:\s*=\s*|\s+)\S/.exec(line)?.[1]?.toLowerCase() ?? '');
  return (
    words.some((word) => word === 'host' || word === 'include') && words.every((word) => KEYWORDS.test(word))
  );
}

/** The beginnings of the keywords of ssh_config(5). */
const KEYWORDS =
  /^(?:host|match|include|user|port|identit|proxy|strict|server|forward|local|remote|dynamic|control|compression|connect|log|tcp|add|address|batch|bind|ca|canonical|cert|channel|check|cipher|clear|enable|escape|exit|fingerprint|fork|gateway|global|gssapi|hash|hostbased|hostkey|hostname|ignore|ip|kbd|kex|knownhosts|mac|no|number|obscure|password|permit|pkcs|preferred|pubkey|refuse|rekey|request|required|revoked|security|send|session|set|stdin|stream|syslog|tag|tunnel|update|verify|version|visual|warn|xauth)/;
