"""nornir with nornir-netmiko: its inventory and its runner of threads."""

from contract import PASSWORD, SECRET, USERNAME, answer, arguments, show, timed, trouble
from nornir.core import Nornir
from nornir.core.inventory import ConnectionOptions, Defaults, Groups, Host, Hosts, Inventory
from nornir.core.plugins.connections import ConnectionPluginRegister
from nornir.plugins.runners import ThreadedRunner
from nornir_netmiko.connections import Netmiko
from nornir_netmiko.tasks import netmiko_send_command

given = arguments()
ConnectionPluginRegister.register("netmiko", Netmiko)
devices = {f"{host}:{port}": (host, port) for host, port in given.devices}
hosts = {
    name: Host(
        name=name,
        hostname=host,
        port=port,
        username=USERNAME,
        password=PASSWORD,
        platform="cisco_ios",
        connection_options={"netmiko": ConnectionOptions(extras={"secret": SECRET})},
    )
    for name, (host, port) in devices.items()
}
nornir = Nornir(
    inventory=Inventory(hosts=Hosts(hosts), groups=Groups(), defaults=Defaults()),
    runner=ThreadedRunner(num_workers=given.concurrency),
)


def result_of(name, multi):
    if multi[0].exception:
        return trouble(devices[name], multi[0].exception)
    return answer(devices[name], multi[0].result)


with timed():
    done = nornir.run(task=netmiko_send_command, command_string=given.command, enable=True)
    nornir.close_connections()
show(result_of(name, multi) for name, multi in done.items())
