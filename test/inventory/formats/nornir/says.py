"""Asks nornir itself (pip install nornir==3.6.0) what it makes of these files: python says.py > says.json"""

import json

from nornir.plugins.inventory import SimpleInventory

inventory = SimpleInventory().load()
hosts = {}
for name, host in inventory.hosts.items():
    netmiko = host.get_connection_parameters("netmiko")
    hosts[name] = {
        "groups": [group.name for group in host.extended_groups()],
        "data": host.extended_data(),
        "plain": {key: getattr(host, key) for key in ("hostname", "port", "username", "password", "platform")},
        "netmiko": netmiko.dict(),
    }
print(json.dumps(hosts, indent=2))
