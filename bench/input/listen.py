"""Listens with pynput until its input ends, as listen.ts does."""

import os
import sys
import time

from pynput import keyboard, mouse

seen = 0
arrivals = []


def moved(*_):
    global seen
    seen += 1


def pressed(_):
    global seen
    seen += 1
    arrivals.append(time.monotonic_ns())


with mouse.Listener(on_move=moved) as pointer, keyboard.Listener(on_press=pressed) as keys:
    pointer.wait()
    keys.wait()
    print("ready", flush=True)
    sys.stdin.read()
    print(seen, *arrivals, sep="\n", flush=True)
    # Its listeners end with the next event only, and none comes.
    os._exit(0)
