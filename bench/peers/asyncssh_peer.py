"""asyncssh: one event loop."""

import asyncssh
from contract import PASSWORD, SECRET, USERNAME, answer, arguments, show, timed
from one_loop import ask_all

given = arguments()


async def read_until(reader, end):
    text = ""
    while not text.endswith(end):
        piece = await reader.read(65536)
        if not piece:
            raise EOFError(text)
        text += piece
    return text


async def ask(device):
    host, port = device
    async with asyncssh.connect(
        host,
        port=port,
        username=USERNAME,
        password=PASSWORD,
        client_keys=None,
        agent_path=None,
        preferred_auth="password",
        known_hosts=None,
        config=None,
        connect_timeout=120,
        login_timeout=120,
    ) as connection:
        process = await connection.create_process(term_type="vt100", term_size=(511, 24))
        text = await read_until(process.stdout, ">")
        for line, end in (
            ("enable", "Password: "),
            (SECRET, "#"),
            ("terminal length 0", "#"),
            (given.command, "#"),
        ):
            process.stdin.write(line + "\n")
            text = await read_until(process.stdout, end)
        return answer(device, text)


with timed():
    results = ask_all(ask, given.devices, given.concurrency)
show(results)
