"""T21: an issuer that replaces its keys again and again, amongst requests that must not notice.

By default a few rounds; `GATEHOUSE_ROTATION_SECONDS=600` rotates for ten minutes, every 20 seconds. What was measured is
printed, which `pytest -s` shows."""

import os
import statistics
import threading
import time

from support.issuer import Issuer, SigningKey, configuration
from support.rpc import Caller
from support.tokens import claims, signed

LENGTH = float(os.environ.get("GATEHOUSE_ROTATION_SECONDS", "36"))
EVERY = 20.0 if LENGTH >= 120 else 12.0
# How long the server may take the issuer's keys for current, the least there is; fetched again in its last quarter.
REFRESH = 10.0
# A new key counts within this time, and an old one no longer than this after it is gone.
NEW, OLD = 10.0, REFRESH + 2.0


def junk(number, key):
    """A token that would spoil a key, or a set of keys, which its bearer has no part of."""
    content = claims(jti=f"junk-{number}")
    forged = [
        # The published key's name, under another algorithm, or under the right one with another signature.
        lambda: signed(content, alg="HS256", kid=key.kid),
        lambda: signed(content, alg="ES384", kid=key.kid),
        lambda: signed(content, alg="ES256", kid=key.kid),
        # A name that nobody published, and a key that the token brings along.
        lambda: SigningKey(f"nobody-{number}").sign(content),
        lambda: SigningKey(key.kid).sign(content, jwk=key.public),
    ]
    return forged[number % len(forged)]()


def test_keys_that_are_rotated_under_load_refuse_no_valid_token(serve):
    """A new key is taken within ten seconds of its publication, and an old one refused within the soft time.

    Tokens that are made to spoil the keys are sent all the while, and change nothing."""
    with Issuer([SigningKey("k0")]) as issuer:
        server = serve("log: {level: notice}\n" + configuration(issuer, extra=f"      jwks_refresh: {int(REFRESH)}s\n"))
        refused, taken, believed, spoilers, stop = [], [0], [], [0], threading.Event()

        def work(number):
            count = 0
            caller = Caller(server, None, is_heard=False)
            while not stop.is_set():
                count += 1
                # The oldest key that is published: what it signs is valid all the while.
                key = issuer.keys[0]
                caller.token = key.sign(claims(jti=f"{number}-{count}", sub=f"caller-{number}"))
                answer = caller.request("tools/list")
                # A caller remembers its answers, and in ten minutes there are many.
                caller.answers.clear()
                if answer.status == 200:
                    taken[0] += 1
                elif key in issuer.keys:
                    refused.append((key.kid, answer.status, answer.body))
            caller.close()

        def spoil():
            with Caller(server, None, is_heard=False) as caller:
                while not stop.wait(0.1):
                    spoilers[0] += 1
                    caller.token = junk(spoilers[0], issuer.keys[0])
                    if (status := caller.request("tools/list").status) != 401:
                        believed.append((caller.token, status))

        threads = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(3)]
        threads.append(threading.Thread(target=spoil, daemon=True))
        for thread in threads:
            thread.start()
        begin, round, times, ends = time.monotonic(), 0, [], []
        with Caller(server, None, is_heard=False) as probe:

            def status(key):
                probe.token = key.sign(claims(jti=f"probe-{time.monotonic()}"))
                return probe.request("tools/list").status

            while time.monotonic() - begin < LENGTH:
                round += 1
                since = time.monotonic()
                old, new = issuer.keys[0], SigningKey(f"k{round}")
                issuer.keys = [old, new]
                while status(new) != 200:
                    assert time.monotonic() - since < NEW, "a new key is not taken in time"
                    time.sleep(0.1)
                times.append(time.monotonic() - since)
                # The load goes over to the new key before the old one goes.
                issuer.keys = [new, old]
                time.sleep(1)
                token = old.sign(claims(jti=f"old-{round}"))
                gone = time.monotonic()
                issuer.keys = [new]
                probe.token = token
                while probe.request("tools/list").status == 200:
                    assert time.monotonic() - gone < OLD, "a key that is gone is still taken"
                    time.sleep(0.1)
                ends.append(time.monotonic() - gone)
                stop.wait(max(0.0, since + EVERY - time.monotonic()))
        stop.set()
        for thread in threads:
            thread.join(30)
        length = time.monotonic() - begin
        print(f"\n{round} rotations in {length:.0f} s: {taken[0]} valid tokens taken, {len(refused)} refused")
        print(f"{spoilers[0]} tokens made to spoil the keys, {len(believed)} not refused; {issuer.fetches} fetches")
        for what, values in (("a new key was taken after", times), ("a removed key was refused after", ends)):
            print(f"{what} {statistics.median(values):.1f} s in the median, {max(values):.1f} s at most")
        assert believed == []
        assert refused == [], f"{len(refused)} valid tokens were refused: {refused[:3]}"
        assert taken[0] > 20 and round >= 2
        assert max(times) < NEW
        # One look for keys in ten seconds at most, whatever comes, and those ahead of time.
        assert issuer.fetches <= 3 + 2 * length / REFRESH + round
        assert server.stop() == 0
