"""netmiko, in the shapes of the original script (sequential, threading, multiprocessing) and with a pool of threads."""

import logging
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Process, Queue
from threading import Thread

from contract import PASSWORD, SECRET, USERNAME, answer, arguments, show, timed, trouble
from netmiko import ConnectHandler

logging.getLogger("paramiko").setLevel(logging.CRITICAL)


def ask(device):
    host, port = device
    try:
        with ConnectHandler(
            device_type="cisco_ios", ip=host, port=port, username=USERNAME, password=PASSWORD, secret=SECRET
        ) as connection:
            connection.enable()
            return answer(device, connection.send_command(given.command))
    except Exception as error:
        return trouble(device, error)


def sequential():
    return [ask(device) for device in given.devices]


def threading():
    results = []
    threads = [Thread(target=lambda device=device: results.append(ask(device))) for device in given.devices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def multiprocessing():
    queue = Queue()
    processes = [Process(target=lambda device=device: queue.put(ask(device))) for device in given.devices]
    for process in processes:
        process.start()
    results = [queue.get() for _ in processes]
    for process in processes:
        process.join()
    return results


def pool():
    with ThreadPoolExecutor(given.concurrency) as executor:
        return list(executor.map(ask, given.devices))


SHAPES = {"sequential": sequential, "threading": threading, "multiprocessing": multiprocessing, "pool": pool}

given = arguments(tuple(SHAPES))
with timed():
    results = SHAPES[given.shape]()
show(results)
