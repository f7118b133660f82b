"""All devices on one event loop, so many at a time."""

import asyncio

from contract import trouble


def ask_all(ask, devices, concurrency):
    """The results of an asynchronous function for each device, in their order; what it raises is a result too."""

    async def run():
        places = asyncio.Semaphore(concurrency)

        async def in_turn(device):
            async with places:
                try:
                    return await ask(device)
                except Exception as error:
                    return trouble(device, error)

        return await asyncio.gather(*map(in_turn, devices))

    return asyncio.run(run())
