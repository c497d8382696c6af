"""Seconds that staging 80 minutes from Python takes, 75 blocks a call: stage_append.py FOLDER"""

import os
import random
import sys
import time

import redbook

SECONDS = 359700 // redbook.BLOCKS_PER_SECOND
CHUNK = redbook.BLOCKS_PER_SECOND * redbook.BLOCK_BYTES

audio = memoryview(random.Random(1).randbytes(10 * CHUNK))  # walked through as a decoder would
stash = os.path.join(sys.argv[1], "bench.stash")
os.sync()
begin = time.perf_counter()
with redbook.Staging.create(stash) as staging:
    staging.open_track()
    for second in range(SECONDS):
        at = second % 10 * CHUNK
        staging.append(audio[at:at + CHUNK])
    staging.close_track()
print(f"stash, 75 blocks a call {time.perf_counter() - begin:.3f} s")
os.unlink(stash)
