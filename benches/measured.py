#!/usr/bin/env python3
"""Runs a command; prints its articles a second, by the clock and by the CPU time, and its peak memory.

usage: measured.py NAME ARTICLES OUTPUT COMMAND…
"""
import os
import subprocess
import sys
import time


def main():
    name, articles, output, command = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4:]
    start = time.monotonic()
    with open(output, "wb") as out:
        process = subprocess.Popen(command, stdout=out)
        _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{name} failed: {' '.join(command)}")
    clock = time.monotonic() - start
    cpu = used.ru_utime + used.ru_stime
    print(
        f"{name}: {articles / clock:,.0f} articles a second ({clock:.1f} s), {articles / cpu:,.0f} a CPU-second "
        f"({cpu:.1f} s), peak {used.ru_maxrss // 1024} MB",
        flush=True,
    )


if __name__ == "__main__":
    main()
