/** `2 weeks, 3 days`, `1d02h`, `00:12:34`, `12:34:56.789`, `3w2d`, `never`. */
const UPTIME =
  /\b(?:system |kernel |switch |control processor |device )?uptime\b(?: is|:| ?=)?\s+(?<part>.+)$/i;

/** `12:00:00.123 UTC Mon Nov 27 2026`, `Mon Nov 27 12:00:00.123 UTC 2026`, with IOS's `*` and `.` before it. */
const CLOCK_LINE =
  /^[*.]?(?:\d{1,2}:\d\d:\d\d(?:\.\d+)? (?:[AP]M )?\w+ (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) .*|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w* \w{3,9} {1,2}\d{1,2} \d\d:\d\d:\d\d.*)$/;

const CLOCK_NAMED = /\b(?:current|system|local) (?:date(?: and |\/)?)?time\s*[:=]?\s+(?<part>.+)$/i;

/** Ages in tables: `1d02h`, `3w2d`, `00:12:34`, `1:02:03`. */
const AGE = /(?<![\w:.])(?<part>\d+[ywd]\d+[wdh]|\d{1,3}:\d\d:\d\d)(?![\w:.])/;

/** In any output of any device. */
export const VOLATILE: readonly RegExp[] = [UPTIME, CLOCK_LINE, CLOCK_NAMED, AGE];

/** Packets, bytes, errors and rates of an interface. */
const COUNTERS =
  /^\s*(?:\d+ (?:second|minute)s? (?:input|output) rate|(?:RX|TX) (?:packets|bytes|errors))\b.*$|(?<![\w.]|\bMTU(?: is|:)?\s{1,4})(?<part>\d+) (?=(?:unicast |multicast |broadcast )?(?:packets?|bytes|frames|runts|giants|throttles|errors?|input errors|CRC|overrun|ignored|collisions|broadcasts|multicasts?|drops?|discards?|interface resets|flushes|underruns?)\b)/i;

/** Cisco and its relatives. Source: "Cisco IOS Configuration Fundamentals Command Reference". */
export const CISCO_VOLATILE: readonly RegExp[] = [
  /^(?:Building configuration\.\.\.|Current configuration : \d+ bytes)$/,
  /^! ?(?:Last configuration change at|NVRAM config last updated|No configuration change since|Time:|Command:|Running configuration last done at).*$/i,
  /^!!? IOS XR Configuration.*$|^!! Last configuration change.*$/,
  /^ntp clock-period \d+$/,
  /\b(?:System restarted at|Last reload time|Last reset at|Kernel uptime is|System returned to ROM .* at) ?(?<part>.+)$/i,
  /\bLast input (?<part>.+)$/,
  /\bLast clearing of (?<part>.+)$/,
  COUNTERS,
  ...VOLATILE,
];

/** Huawei and H3C. */
export const VRP_VOLATILE: readonly RegExp[] = [
  /^!(?:Last configuration was (?:updated|saved) at|The version of).*$/i,
  /\b(?:Last (?:physical|line protocol) (?:up|down) time|Last clearing of counters)\s*:?\s*(?<part>.+)$/i,
  /\b(?:Last \d+ seconds (?:input|output) (?:utility )?rate:?)\s*(?<part>.+)$/i,
  COUNTERS,
  ...VOLATILE,
];

/** Junos. */
export const JUNOS_VOLATILE: readonly RegExp[] = [
  /^## Last (?:commit|changed): .*$/,
  /\b(?:Last flapped|System booted|Protocols started|Last configured|Current time)\s*: (?<part>.+)$/,
  /\bup (?<part>\d+ days?,?.*|\d+:\d\d),? \d+ users?.*$/,
  /\b(?:Input|Output) (?:rate|packets|bytes)\s*: (?<part>.+)$/,
  ...VOLATILE,
];

/** FortiOS: the first lines of a configuration, and the salted secrets that differ each time. */
export const FORTIOS_VOLATILE: readonly RegExp[] = [
  /^#(?:conf_file_ver|buildno|global_vdom)=.*$/,
  /^Last reboot reason:.*$/,
  /\bENC (?<part>\S+)/,
  ...VOLATILE,
];

/** Unix: the answers of `uptime`, `w` and `top`. */
export const UNIX_VOLATILE: readonly RegExp[] = [
  /^ ?\d\d:\d\d:\d\d (?<part>up .*load average: .*)$/,
  /\bload average: (?<part>.+)$/,
  ...VOLATILE,
];

/** RouterOS: an export tells when it was made. */
export const ROUTEROS_VOLATILE: readonly RegExp[] = [
  /^# (?:\d{4}-\d\d-\d\d|\w{3}\/\d\d\/\d{4}) \d\d:\d\d:\d\d by RouterOS.*$/,
  /\buptime: (?<part>\S+)/,
  ...VOLATILE,
];
