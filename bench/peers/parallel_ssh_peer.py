"""parallel-ssh's interactive shells. They know no prompts: all lines, the secret too, are sent at once."""

from contract import PASSWORD, SECRET, USERNAME, answer, arguments, show, timed, trouble
from pssh.clients import ParallelSSHClient
from pssh.config import HostConfig

given = arguments()
client = ParallelSSHClient(
    [host for host, _ in given.devices],
    host_config=[HostConfig(port=port) for _, port in given.devices],
    user=USERNAME,
    password=PASSWORD,
    allow_agent=False,
    identity_auth=False,
    pool_size=given.concurrency,
)
LINES = ["enable", SECRET, "terminal length 0", given.command, "exit"]


def result_of(shell):
    device = shell.output.client.host, shell.output.client.port
    try:
        return answer(device, "\n".join(shell.stdout))
    except Exception as error:
        return trouble(device, error)


with timed():
    shells = client.open_shell(read_timeout=60)
    # one text, since the order of several is not kept
    client.run_shell_commands(shells, "\n".join(LINES))
    client.join_shells(shells)
    results = [result_of(shell) for shell in shells]
show(results)
