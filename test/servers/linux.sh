#!/bin/bash
# Linux hosts behind OpenSSH, on 127.82.SLOT.1-7, port 22. Needs root; prints its devices.yaml, then "# ready".
#
# Each host has its own name, /etc and home folder. sshd's log is in /run/log/NAME, sudo's in /run/log/NAME.sudo.
. "$(dirname "$0")/lib.sh"
#      the usual; PAM asks for the password; login texts that look like prompts; other shells; a prompt with a clock;
#      a host that takes the password both ways
NAMES=(web1 kbdint2 banner3 dash4 busybox5 fancy6 both7)

main() {
  enter_namespace linux
  private_folders /bin/bash
  printf '#!/bin/sh\nexec busybox ash "$@"\n' >/run/ash
  chmod 755 /run/ash
  local i name secret
  for i in "${!NAMES[@]}"; do
    name=${NAMES[i]} secret=$PASSWORD
    [ "$name" != banner3 ] || secret=$SECRET
    unshare --mount --uts bash "$0" host "$name" "127.82.$SLOT.$((i + 1))" </dev/null >"/run/log/$name" 2>&1 &
    describe "$name" linux "127.82.$SLOT.$((i + 1))" "$secret"
  done
  for i in "${!NAMES[@]}"; do wait_for listens "127.82.$SLOT.$((i + 1))" 22; done
  serve_until_released
}

# host NAME ADDRESS: runs in the host's namespaces for mounts and its name.
host() {
  inside_set
  local shell=/bin/bash home=/run/$1.home root=/run/$1.root
  case $1 in
    dash4) shell=/bin/sh ;;
    busybox5) shell=/run/ash ;;
  esac
  hostname "$1"
  private_etc "/run/$1.etc" "$shell"
  printf '127.0.0.1 localhost %s\n' "$1" >/etc/hosts
  sed -i "s|^root:\(.*\):[^:]*:\([^:]*\)$|root:\1:$root:/bin/bash|" /etc/passwd
  mkdir -p "$home" "$root"
  cp /etc/skel/.bashrc /etc/skel/.profile "$home"
  cp /etc/skel/.bashrc /etc/skel/.profile "$root"
  [ "$1" != fancy6 ] || echo "PS1='\[\e[1;32m\]┌─[\t]─[\u@\h]─[\w]\n\[\e[1;34m\]└─\\\$\[\e[0m\] '" >>"$home/.bashrc"
  chown -R "$USERNAME:" "$home"
  mkdir -p "/run/home/$USERNAME"
  mount --bind "$home" "/run/home/$USERNAME"
  sudo_rules "$1" >/etc/sudoers
  rm -rf /etc/sudoers.d
  login_texts "$1"
  login_rules "$1" | serve_ssh "$1" "$2"
}

sudo_rules() {
  echo 'Defaults env_reset, timestamp_timeout=0, secure_path="/usr/sbin:/usr/bin:/sbin:/bin"'
  echo "Defaults logfile=/run/log/$1.sudo, loglinelen=0"
  if [ "$1" = banner3 ]; then echo 'Defaults rootpw, lecture=always'; else echo 'Defaults lecture=never'; fi
  echo "$USERNAME ALL=(ALL) ALL"
}

login_texts() {
  if [ "$1" != banner3 ]; then
    echo "Welcome to $1." >/etc/motd
    return
  fi
  printf '*** authorised users only #\nWARNING> all access is logged >\nbanner3# \n' >/etc/issue.net
  cat >/etc/motd <<'MOTD'
# motd: router1# show run  <- not a prompt
Switch>enable
user@host:~$ this line ends like a prompt #
Password:
 --More-- 
### end >
MOTD
}

login_rules() {
  case $1 in
    kbdint2) printf '%s\n' 'UsePAM yes' 'PasswordAuthentication no' 'KbdInteractiveAuthentication yes' 'PrintMotd no' ;;
    both7) printf '%s\n' 'UsePAM yes' 'PasswordAuthentication yes' 'KbdInteractiveAuthentication yes' 'PrintMotd no' ;;
    *) printf '%s\n' 'UsePAM no' 'PasswordAuthentication yes' 'KbdInteractiveAuthentication no' ;;
  esac
  [ "$1" != banner3 ] || echo 'Banner /etc/issue.net'
}

if [ "${1:-}" = host ]; then host "$2" "$3"; else main; fi
