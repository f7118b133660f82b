"""scrapli 2, whose sessions run in its own library, outside of Python; driven with asyncio."""

import asyncio

from contract import PASSWORD, SECRET, USERNAME, answer, arguments, show, timed, trouble
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


async def ask_all():
    places = asyncio.Semaphore(given.concurrency)

    async def in_turn(device):
        async with places:
            try:
                return await ask(device)
            except Exception as error:
                return trouble(device, error)

    return await asyncio.gather(*map(in_turn, given.devices))


with timed():
    results = asyncio.run(ask_all())
show(results)
