#!/bin/bash
# Hosts with unusual logins, on 127.83.SLOT.1-5, port 22. Needs root; prints its devices.yaml, then "# ready".
#
# The key that some of them want is in /run/log/id. Each host's log is in /run/log/NAME.
. "$(dirname "$0")/lib.sh"
#      a key, then the password; a key, then PAM's question; a key or the password, by dropbear; three tries
NAMES=(keypass1 keykbd2 dropbear3 tries4)

main() {
  export PUBKEY=yes
  enter_namespace logins
  private_folders /bin/bash
  ssh-keygen -q -t ed25519 -N '' -C netops -f /run/log/id
  mkdir -p "/run/home/$USERNAME/.ssh"
  cp /run/log/id.pub "/run/home/$USERNAME/.ssh/authorized_keys"
  cp /etc/skel/.bashrc /etc/skel/.profile "/run/home/$USERNAME"
  chown -R "$USERNAME:" "/run/home/$USERNAME"
  chmod 700 "/run/home/$USERNAME/.ssh"
  local i name
  for i in "${!NAMES[@]}"; do
    name=${NAMES[i]}
    serve "$name" "127.83.$SLOT.$((i + 1))" </dev/null >"/run/log/$name" 2>&1 &
    describe "$name" linux "127.83.$SLOT.$((i + 1))" "$SECRET"
  done
  for i in "${!NAMES[@]}"; do wait_for listens "127.83.$SLOT.$((i + 1))" 22; done
  serve_until_released
}

# serve NAME ADDRESS
serve() {
  case $1 in
    keypass1) login_rules 'publickey,password' no | serve_ssh "$1" "$2" ;;
    keykbd2) login_rules 'publickey,keyboard-interactive' yes | serve_ssh "$1" "$2" ;;
    tries4) { login_rules password no; echo 'MaxAuthTries 3'; } | serve_ssh "$1" "$2" ;;
    dropbear3)
      dropbearkey -t ed25519 -f /run/dropbear.key >/dev/null 2>&1
      exec dropbear -F -E -m -r /run/dropbear.key -p "$2:22" -P /run/dropbear.pid
      ;;
  esac
}

# login_rules METHODS PAM
login_rules() {
  printf '%s\n' "AuthenticationMethods $1" "UsePAM $2" 'PasswordAuthentication yes' "KbdInteractiveAuthentication $2" \
    'PrintMotd no' "AuthorizedKeysFile /run/log/id.pub"
}

main
