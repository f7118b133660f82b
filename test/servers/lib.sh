# Sourced by frr.sh and linux.sh: what a set of real servers has in common.
#
# A set is one PID and mount namespace. All it needs of /etc, /run, /var/log and sudo's state is private to it, so
# the host's users, daemons and files stay as they are. Its first process ends when its standard input does, when it
# is interrupted, or after LIFETIME_SECONDS, and the kernel then ends everything that was started in it.
set -u
LIFETIME_SECONDS=900
SSHD=/usr/sbin/sshd
USERNAME=netops
PASSWORD=Net-pass1 # of $USERNAME
SECRET=En-secret1  # "enable password" of routers, root's password on hosts

# enter_namespace KIND: goes on as the first process of a new namespace, in a slot (the third byte of all addresses)
# that no other set has. The lock is held by the processes themselves, so it ends with the last of them.
enter_namespace() {
  local locks=/run/netrun-test-servers
  [ $$ != 1 ] || [ -z "${SLOT:-}" ] || return 0
  mkdir -p "$locks"
  for SLOT in {1..200}; do
    exec 9>"$locks/$1.$SLOT.lock"
    if flock --nonblock 9; then
      export SLOT
      exec unshare --mount --pid --fork --kill-child --mount-proc bash "$0"
    fi
  done
  fail "all 200 slots in $locks are taken"
}

# private_folders SHELL: the namespace's own /run, /var/log and /etc, with $USERNAME in it.
private_folders() {
  mount -t tmpfs -o mode=755 tmpfs /run || fail "no private /run"
  mount -t tmpfs tmpfs /var/log || fail "no private /var/log"
  [ ! -d /var/lib/sudo ] || mount -t tmpfs tmpfs /var/lib/sudo || fail "no private /var/lib/sudo"
  touch /run/netrun-test-set /var/log/lastlog /var/log/wtmp
  mkdir -p /run/sshd /run/log /run/lock /run/home
  private_etc /run/etc "$1"
}

# inside_set: what follows would change the host if it were started by hand.
inside_set() { [ -e /run/netrun-test-set ] || fail "start it without arguments"; }

# private_etc FOLDER SHELL: a copy of /etc in FOLDER takes the place of /etc.
private_etc() {
  inside_set
  cp -a /etc "$1" || fail "no copy of /etc"
  mount --bind "$1" /etc || fail "no private /etc"
  rm -f /etc/nologin /etc/.pwd.lock
  sed -i "/^$USERNAME:/d" /etc/passwd /etc/shadow /etc/group
  echo "$USERNAME:x:4200:4200::/run/home/$USERNAME:$2" >>/etc/passwd
  echo "$USERNAME:x:4200:" >>/etc/group
  echo "$USERNAME:*:19700:0:99999:7:::" >>/etc/shadow
  printf '%s\n' "$USERNAME:$PASSWORD" "root:$SECRET" | chpasswd --crypt-method SHA512
  # The audit's login uid can be set only once, and in a container it is set already.
  sed -i '/pam_loginuid/d' /etc/pam.d/sshd
}

# serve_ssh NAME ADDRESS: becomes sshd, with what is on standard input added to its configuration.
serve_ssh() {
  ssh-keygen -q -t ed25519 -N '' -C "$1" -f "/run/$1.hostkey"
  { cat; cat <<CONFIG; } >"/run/$1.sshd_config"
ListenAddress $2
Port 22
HostKey /run/$1.hostkey
PidFile none
StrictModes no
PubkeyAuthentication ${PUBKEY:-no}
PrintLastLog no
UseDNS no
MaxStartups 200:30:300
CONFIG
  exec "$SSHD" -D -e -f "/run/$1.sshd_config"
}

# describe NAME DEVICE_TYPE ADDRESS SECRET: the device's line in devices.yaml.
describe() {
  printf -- '- {"name": "%s", "device_type": "%s", "host": "%s", "username": "%s", "password": "%s", "secret": "%s"}\n' \
    "$1" "$2" "$3" "$USERNAME" "$PASSWORD" "$4"
}

# wait_for COMMAND...: until it succeeds, for 20 seconds at most.
wait_for() {
  local i
  for ((i = 0; i < 400; i++)); do
    "$@" 2>/dev/null && return
    sleep 0.05
  done
  fail "waited in vain for: $*"
}

listens() { (exec 3<>"/dev/tcp/$1/$2"); }

# serve_until_released: says that all is up, then waits for the end.
serve_until_released() {
  trap 'exit 0' INT TERM
  echo "# ready"
  # In the background, because bash handles a signal only after the command in the foreground.
  timeout "$LIFETIME_SECONDS" cat <&0 >/dev/null &
  wait $!
}

fail() {
  echo "$*" >&2
  [ ! -e /run/netrun-test-set ] || tail -n 5 /run/log/* >&2
  exit 1
}
