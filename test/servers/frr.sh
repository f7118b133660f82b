#!/bin/bash
# FRR routers behind OpenSSH, on 127.81.SLOT.1-6, port 22. Needs root; prints its devices.yaml, then "# ready".
#
# SSH leads by a forced command to a telnet client and so to the command line of the router's own zebra, which works
# as Cisco IOS does: user mode, "enable", "Password:", " --More-- ", "% Unknown command". Each zebra has a network
# namespace of its own. What reaches its command line is kept in /run/log/NAME.typed.
. "$(dirname "$0")/lib.sh"
NAMES=(edge1 ams-dc2-core-router-01.example.net open3 privileged4 banner5 login6)

main() {
  enter_namespace frr
  private_folders /bin/sh
  mkdir -p "/run/home/$USERNAME"
  local i name address
  for i in "${!NAMES[@]}"; do
    name=${NAMES[i]} address=127.81.$SLOT.$((i + 1))
    mkdir -p "/run/$name"
    configuration $((i + 1)) >"/run/$name/zebra.conf"
    chown -R frr:frr "/run/$name"
    unshare --net bash "$0" router "$name" $((i + 1)) </dev/null >"/run/log/$name.zebra" 2>&1 &
    socat "TCP-LISTEN:2601,bind=$address,fork,reuseaddr,backlog=64" "UNIX-CONNECT:/run/$name/vty" \
      </dev/null >>"/run/log/$name.zebra" 2>&1 &
    serve_ssh "$name" "$address" <<CONFIG >"/run/log/$name" 2>&1 &
UsePAM no
PasswordAuthentication yes
KbdInteractiveAuthentication no
PrintMotd no
ForceCommand exec telnet $address 2601
CONFIG
    describe "$name" cisco_ios "$address" "$SECRET"
  done
  for i in "${!NAMES[@]}"; do
    wait_for test -S "/run/${NAMES[i]}/vty"
    wait_for listens "127.81.$SLOT.$((i + 1))" 22
  done
  serve_until_released
}

# configuration NUMBER: what the router has to show, and what its command line does at login and on "enable".
configuration() {
  local k
  echo "hostname ${NAMES[$1 - 1]}"
  case $1 in
    3) ;;                             # "enable" asks for nothing
    4) echo 'service advanced-vty' ;; # privileged from the start
    *) echo "enable password $SECRET" ;;
  esac
  [ "$1" != 5 ] || echo 'banner motd line ### edge> authorised use only # <no> router7# ###' # no newline at its end
  echo "password $PASSWORD"
  for ((k = 1; k <= 60; k++)); do
    echo "ip prefix-list CUSTOMERS seq $((k * 5)) permit 172.$((15 + $1)).$k.0/24"
  done
  printf '%s\n' 'interface eth0' ' description uplink # not > a prompt' exit '!' 'line vty'
  [ "$1" = 6 ] || echo ' no login' # the last one asks for a password of its own after SSH's
  printf '%s\n' ' exec-timeout 0 0' exit
}

# router NAME NUMBER: runs in the router's network namespace.
router() {
  inside_set
  local folder=/run/$1
  ip link set lo up
  ip link add eth0 type veth peer name eth0-peer
  ip link set eth0 up
  ip link set eth0-peer up
  ip addr add "10.$2.1.1/24" dev eth0
  /usr/lib/frr/zebra -A 127.0.0.1 -P 2601 -f "$folder/zebra.conf" -i "$folder/zebra.pid" -z "$folder/zserv.api" \
    --vty_socket "$folder" &
  wait_for listens 127.0.0.1 2601
  exec socat -r "/run/log/$1.typed" "UNIX-LISTEN:$folder/vty,fork,mode=666,backlog=64" TCP:127.0.0.1:2601
}

if [ "${1:-}" = router ]; then router "$2" "$3"; else main; fi
