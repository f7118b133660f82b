/** Hashes that tell what they are: crypt, Cisco's types 5, 8 and 9, Junos, Arista, bcrypt. */
const HASH = /(?<part>\$(?:0|1|2[abxy]?|3|4|5|6|7|8|9|14|c|d|h|y|sha1|sha512|pbkdf2)\$[^\s"',;:]+)/;

const PRIVATE_KEY =
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----(?<part>[\s\S]*?)(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|(?![\s\S]))/;

/** `password=x`, `"secret": "x"`. */
const ASSIGNED =
  /(?<![\w-])(?:[\w-]*-)?(?:password|passwd|passphrase|secret|pre-?shared-(?:key|secret)|psk|psksecret|api-?key|private-key)["']?(?:[ \t]*:[ \t]*|=|[ \t]+=[ \t]+)(?<part>"[^"\n]+"|'[^'\n]+'|[^\s"',;{]+)/i;

/** `password x`, `secret 5 x`: words and numbers before it tell how it is stored. */
const NAMED =
  /(?<![\w-])(?:[\w-]*-)?(?:password|passwd|passphrase|secret|pre-?shared-(?:key|secret)|psk|psksecret|auth(?:entication)?-(?:key|password|pass)|priv(?:acy)?-(?:password|pass))[ \t]+(?:(?:\d{1,2}|encrypted|cipher|irreversible-cipher|simple|hash|hashed|ciphertext|plaintext|clear|ENC|ascii-text|hexadecimal|sha-?\d+|md5)[ \t]+)*(?!(?:manager|operator)\b)(?<part>"[^"\n]+"|'[^'\n]+'|[^\s"',;{]+)/i;

/** In any output of any device. */
export const SECRETS: readonly RegExp[] = [PRIVATE_KEY, HASH, ASSIGNED, NAMED];

/** Cisco's words, which most switches and routers have taken over. Source: "Cisco IOS Security Command Reference". */
export const CISCO_SECRETS: readonly RegExp[] = [
  ...SECRETS,
  /\bsnmp-server community (?<part>"[^"\n]+"|\S+)/i,
  /\bsnmp-server host \S+ (?:(?:vrf \S+|traps?|informs?|version|1|2c|3|noauth|auth|priv|use-vrf \S+) )*(?<part>"[^"\n]+"|\S+)/i,
  /\bsnmp-server user .*? auth (?:encrypted )?(?:md5|sha[\d-]*) (?<part>\S+)/i,
  /\bsnmp-server user .*? priv (?:encrypted )?(?:aes[\d -]*|3?des ?\d*) (?<part>\S+)/i,
  /\b(?:radius|tacacs|tacacs-server|radius-server|ldap)(?:-server)?\b.*? key (?:\d+ )?(?:encrypted )?(?<part>"[^"\n]+"|\S+)/i,
  /^\s*(?:server-)?key (?:[0-9] )?(?<part>[^\s\d]\S*|\d\S+)\s*$/,
  /\bkey-string (?:\d+ )?(?<part>.+)/i,
  /\b(?:isakmp|ikev1|ikev2)\b.*? (?:key|pre-shared-key) (?:\d+ )?(?<part>\S+)/i,
  /\bpre-shared-key (?:local |remote |address \S+ )?(?:key )?(?:\d+ )?(?<part>\S+)/i,
  /\bntp authentication-key \d+ md5 (?:\d+ )?(?<part>\S+)/i,
  /\bmessage-digest-key \d+ md5 (?:\d+ )?(?<part>\S+)/i,
  /\bauthentication (?:text|md5 key-string) (?:\d+ )?(?<part>\S+)/i,
  /\b(?:wpa-psk|psk set-key) (?:ascii|hex) (?:\d+ )?(?<part>\S+)/i,
];

/** Huawei's and H3C's words. Source: "CloudEngine Command Reference"; "HPE Comware 7 Command Reference". */
export const VRP_SECRETS: readonly RegExp[] = [
  ...SECRETS,
  /\b(?:irreversible-cipher|cipher|simple) (?<part>\S+)/i,
  /\bsnmp-agent community (?:read|write) (?:cipher |simple )?(?<part>\S+)/i,
  /\bsecurityname (?:cipher )?(?<part>\S+)/i,
  /\b(?:authentication-mode|privacy-mode|hmac-\w+|md5|hash) (?:cipher |simple |plain )?(?<part>%\S+|\$\S+)/i,
];

/** Junos, as a tree and as `set` commands; what it hides it marks with `SECRET-DATA`. */
export const JUNOS_SECRETS: readonly RegExp[] = [
  ...SECRETS,
  /(?<part>\S+); ## SECRET-DATA/,
  /^set snmp community (?<part>\S+)/,
  /^ {4}community (?<part>\S+) \{/,
  /\bsimple-password (?<part>\S+?);?$/,
];

/** FortiOS. */
export const FORTIOS_SECRETS: readonly RegExp[] = [
  ...SECRETS,
  /\bENC (?<part>\S+)/,
  /^\s*set (?:\S*(?:passwd|password|secret|psk|passphrase|key|pwd)\S*) (?:ENC )?(?<part>"[^"]*"|\S+)/i,
];

/** PAN-OS, as a tree, as `set` commands and as XML. */
export const PANOS_SECRETS: readonly RegExp[] = [
  ...SECRETS,
  /\b(?:phash|auth-?pwd|priv-?pwd|snmp-community-string|bind-password|key) (?<part>[^\s;{]{4,})/,
  /<(?<tag>phash|password|secret|key|passphrase|snmp-community-string)>(?<part>[^<]+)</,
  /(?<part>-AQ==\S+)/,
];

/** ProCurve and AOS-CX. */
export const ARUBA_SECRETS: readonly RegExp[] = [
  ...CISCO_SECRETS,
  /\bpassword (?:manager|operator)(?: user-name \S+)? (?:plaintext|sha1|sha256)? ?(?<part>\S+)/i,
  /\b(?:ciphertext|plaintext) (?<part>\S+)/i,
];

/** SR OS and SR Linux. */
export const NOKIA_SECRETS: readonly RegExp[] = [
  ...SECRETS,
  /(?<part>"[^"\n]+"|\S+) hash2?\b/,
  /\bcommunity (?<part>"[^"\n]+"|\S+)/,
];

/** RouterOS: `name=value`. */
export const ROUTEROS_SECRETS: readonly RegExp[] = [
  PRIVATE_KEY,
  HASH,
  ASSIGNED,
  /\b[\w-]*(?:password|secret|passphrase|pre-shared-key|private-key|preshared-key|auth-key|encryption-key)=(?<part>"[^"\n]*"|\S+)/,
  /^\/?snmp community .*\bname=(?<part>\S+)/,
];

/** VyOS and EdgeOS, as a tree and as `set` commands. */
export const VYOS_SECRETS: readonly RegExp[] = [
  ...SECRETS,
  /\b(?:community|key) (?<part>'[^'\n]+'|[^\s{]+)(?= \{|$)/,
  /^set service snmp community (?<part>\S+)/,
];

/** EXOS. */
export const EXOS_SECRETS: readonly RegExp[] = [
  ...SECRETS,
  /\bencrypted (?<part>"[^"\n]+"|\S+)/,
  /\bsnmp(?:v3)? add community \S+ (?<part>\S+)/,
];
