"""scrapli 2, whose sessions run in its own library, outside of Python; driven with asyncio."""

from contract import PASSWORD, SECRET, USERNAME, answer, arguments, show, timed
from one_loop import ask_all
from scrapli import AuthOptions, Cli, LookupKeyValue, TransportBinOptions, TransportSsh2Options

TRANSPORTS = {"ssh2": TransportSsh2Options, "bin": TransportBinOptions}

given = arguments(tuple(TRANSPORTS))


async def ask(device):
    host, port = device
    async with Cli(
        host=host,
        port=port,
        definition_file_or_name="cisco_iosxe",
        auth_options=AuthOptions(
            username=USERNAME,
            password=PASSWORD,
            lookups=[LookupKeyValue(key="enable", value=SECRET)],
        ),
        transport_options=TRANSPORTS[given.shape](),
    ) as connection:
        return answer(device, (await connection.send_input_async(input_=given.command)).result)


with timed():
    results = ask_all(ask, given.devices, given.concurrency)
show(results)
