# SPDX-License-Identifier: Apache-2.0
"""Makes docs/protocols/medstream-golden.json from the page docs/protocols/medstream.md.

A third, independent reading of the page: it shares no code with the driver's or the device's codec and is no part of the
build. Needs Python 3.9 or newer, standard library only. The private keys are the published ones of RFC 7748, section 6.1.

    python3 docs/protocols/tools/medstream_golden.py > docs/protocols/medstream-golden.json
"""
import hashlib
import hmac
import json


def x25519(scalar, point):
    """The Montgomery ladder of RFC 7748, section 5."""
    p = 2**255 - 19
    k = bytearray(scalar)
    k[0] &= 248
    k[31] = (k[31] & 127) | 64
    k = int.from_bytes(k, "little")
    x1 = int.from_bytes(point, "little") & (2**255 - 1)
    x2, z2, x3, z3, swap = 1, 0, x1, 1, 0
    for t in reversed(range(255)):
        bit = (k >> t) & 1
        if swap ^ bit:
            x2, x3, z2, z3 = x3, x2, z3, z2
        swap = bit
        a, b = (x2 + z2) % p, (x2 - z2) % p
        aa, bb = a * a % p, b * b % p
        e = (aa - bb) % p
        da, cb = (x3 - z3) * a % p, (x3 + z3) * b % p
        x3, z3 = (da + cb) ** 2 % p, x1 * (da - cb) ** 2 % p
        x2, z2 = aa * bb % p, e * (aa + 121665 * e) % p
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, p - 2, p) % p).to_bytes(32, "little")


def mac(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def sha(data):
    return hashlib.sha256(data).digest()


def hkdf32(ikm, salt, info):
    return mac(mac(salt, ikm), info + b"\x01")


def label(name):
    return name.encode("ascii") + b"\x00"


def mac16(key, data):
    return mac(key, data)[:16]


def crc32c(data):
    """Bit by bit: the reversed polynomial of Castagnoli."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def text(value):
    plain = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"
    return "".join(chr(b) if b in plain else "%%%02X" % b for b in value.encode("utf-8"))


def form(value):
    """A value as it stands in a line: numbers, bytes, and several of them with colons between."""
    if isinstance(value, tuple):
        return ":".join(form(v) for v in value)
    return value.hex() if isinstance(value, bytes) else "-" if value is None else str(value)


def fields(items):
    return " ".join("%s=%s" % (name, form(value)) for name, value in items)


def message(kind, items):
    return " ".join(filter(None, ["m3/1", kind, fields(items)]))


def line(content):
    data = content.encode("ascii")
    return data + b"*" + b"%08x" % crc32c(data) + b"\n"


SERIAL, CODE = "M3-000001", "31415926"
HOST_PRIVATE = bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
DEVICE_PRIVATE = bytes.fromhex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")
BASE = bytes([9]) + bytes(31)


def run(start, count):
    return bytes(range(start, start + count))


host_key, device_key = x25519(HOST_PRIVATE, BASE), x25519(DEVICE_PRIVATE, BASE)
shared = x25519(HOST_PRIVATE, device_key)
assert shared == x25519(DEVICE_PRIVATE, host_key)


def pairing(role):
    host_nonce, device_nonce = run(0, 16), run(16, 16)
    info = (label("cisterna-m3/pairing/1") + label("1|%d|%s" % (role, SERIAL)) + host_key + device_key + host_nonce
            + device_nonce)
    key = hkdf32(shared, sha(CODE.encode("ascii")), info)
    return {
        "suite": 1, "role": role, "serial": SERIAL, "pairingCode": CODE,
        "hostPrivateKey": HOST_PRIVATE, "hostKey": host_key, "devicePrivateKey": DEVICE_PRIVATE,
        "deviceKey": device_key, "shared": shared, "hostNonce": host_nonce, "deviceNonce": device_nonce, "info": info,
        "key": key, "hostProof": mac16(key, label("cisterna-m3/confirm/host/1") + sha(info)),
        "deviceProof": mac16(key, label("cisterna-m3/confirm/device/1") + sha(info)),
        "id": mac(key, label("cisterna-m3/key/1"))[:8],
    }


PAIRING = pairing(1)
KEY, KEY_ID = PAIRING["key"], PAIRING["id"]
SESSION, HOST_NONCE, DEVICE_NONCE = bytes([0, 0, 0, 65]), run(32, 16), run(48, 16)
CONTEXT = sha(label("cisterna-m3/session/1") + label("1|" + SERIAL) + KEY_ID + SESSION + HOST_NONCE + DEVICE_NONCE)
HOST_PROOF = mac16(KEY, label("cisterna-m3/prove/host/1") + CONTEXT)
DEVICE_PROOF = mac16(KEY, label("cisterna-m3/prove/device/1") + CONTEXT)


def sealed(kind, counter, items, direction=None, key=KEY):
    before = message(kind, [("s", SESSION), ("n", counter)] + items)
    direction = direction or ("host" if kind[0] == "?" else "device")
    seal = mac16(key, label("cisterna-m3/seal/%s/1" % direction) + CONTEXT + before.encode("ascii"))
    return before + " z=" + seal.hex()


MORPHINE = ("p.drug", (text("morphine"), 10_000_000))
PROGRAMMES = {
    "continuous": [("p.form", 1), ("p.step", (0, 141_000)), MORPHINE],
    "steps": [("p.form", 1), ("p.step", (0, 120_000)), ("p.step", (480, 240_000)), ("p.step", (1200, 100_000)),
              ("p.drug", ("morphine", 20_000_000)), ("p.drug", (text("bupivaca\u00efne HCl"), 15_000_000))],
    "refill": [("p.form", 1), ("p.step", (0, 140_000)), ("p.drug", ("baclofen", 2_000_000)), ("p.reservoir", 18_250_000),
               ("p.prime", 320_000), ("p.bridge", (110_000, 1470))],
    "bolus": [("p.form", 1), ("p.step", (0, 141_000)), MORPHINE, ("p.bolus", (20_000, 30))],
    "drug-free": [("p.form", 1), ("p.step", (0, 4_000_000)), ("p.reservoir", 0)],
}
COMMAND, HALT, TOKEN = run(64, 16), run(96, 16), run(80, 8)
CLOCK = 1_767_258_000_000


def digest(name):
    return sha(label("cisterna-m3/programme/1") + fields(PROGRAMMES[name]).encode("ascii"))


RECORD = ("record", (COMMAND, "PROGRAMME", "APPLIED", CLOCK, 2, digest("bolus")))
HALT_RECORD = ("record", (HALT, "HALT", "APPLIED", CLOCK + 1, 3, None))
WHO = [("maker", text("Cisterna Simulations")), ("model", "M3-20"), ("serial", SERIAL)]
DESCRIPTION = WHO + [
    ("firmware", "1.0.0"), ("pulse", 800), ("rate.least", 100_000), ("rate.most", 4_000_000), ("rate.grid", 1000), ("steps.most", 10),
    ("steps.grid", 15), ("usable", 20_000_000), ("residual", 700_000), ("pathway", 60_000), ("low", 3_000_000), ("accuracy", 100),
    ("staged", 300), ("idle", 120), ("commands", 16), ("ring", 96), ("drugs.most", 4), ("bolus.most", 1_600_000), ("bolus.grid", 1),
    ("bolus.longest", 720), ("bridge.grid", 15), ("bridge.longest", 43_200), ("prime.most", 1_600_000), ("prime.rate", 4_000_000),
    ("sensor.every", 3600), ("sensor.tolerance", 1_000_000), ("pulses.noticed", 3)]


def state(programme, bolus, alarms, record, parts):
    return PROGRAMMES[programme] + [
        ("revision", 2), ("clock", CLOCK), ("delivery", "RUNNING"), ("reason", "NONE"), ("since", CLOCK - 5000), ("phase", "DAY"),
        ("ends", 0), ("rate", 141_000), ("bolus", bolus), ("measured", 15_900_123), ("at", CLOCK - 60_000), ("calculated", 15_800_000),
        ("delivered", 4_200_000), ("battery", "OK"), ("replace", 1_984_986_000_000)] + [("alarm", a) for a in alarms] + [
        record, ("oldest", 1), ("next", 9), ("boots", 3), ("reset", "RESTART"), ("calibrated", CLOCK - 864_000_000), ("pairings", 1),
        ("dropped", 0)] + [("part", p) for p in parts]


OPEN = [
    ("who", "?WHO", []),
    ("who-answer", "!WHO", WHO + [("suites", 1)]),
    ("pair", "?PAIR", [("suite", 1), ("role", 1), ("nonce", PAIRING["hostNonce"]), ("key", host_key)]),
    ("pair-offer", "!PAIR", [("serial", SERIAL), ("suite", 1), ("nonce", PAIRING["deviceNonce"]), ("key", device_key)]),
    ("confirm", "?CONFIRM", [("proof", PAIRING["hostProof"])]),
    ("confirmed", "!CONFIRM", [("id", KEY_ID), ("proof", PAIRING["deviceProof"])]),
    ("open", "?OPEN", [("suite", 1), ("nonce", HOST_NONCE), ("id", KEY_ID)]),
    ("open-answer", "!OPEN", [("serial", SERIAL), ("suite", 1), ("nonce", DEVICE_NONCE), ("session", SESSION)]),
    ("prove", "?PROVE", [("session", SESSION), ("proof", HOST_PROOF)]),
    ("proved", "!PROVE", [("session", SESSION), ("proof", DEVICE_PROOF)]),
    ("refused-open", "-COMMIT", [("why", ("BAD_COUNTER", "n", None, 9, 3))]),
    ("refused-unread", "-NONE", [("why", ("MALFORMED", None, None, 0, 0))]),
]
SEALED = [
    ("describe", "?DESCRIBE", 1, []),
    ("description", "!DESCRIBE", 1, DESCRIPTION),
    ("read-state", "?STATE", 2, []),
    ("state", "!STATE", 2, state("bolus", (20_000, 3_200, CLOCK + 480_000), [("LOW_RESERVOIR", CLOCK - 9), ("FLS_MISCALIBRATED", CLOCK - 7)],
                                 RECORD, [("bolus", "RUNNING", 3_200)])),
    ("state-bare", "!STATE", 300, state("continuous", None, [], ("record", None), [])),
    ("measure", "?MEASURE", 3, []),
    ("measured", "!MEASURE", 3, [("measured", 15_900_123), ("at", CLOCK)]),
    ("stage", "?STAGE", 4, [("command", COMMAND), ("revision", 1)] + PROGRAMMES["bolus"]),
    ("staged", "!STAGE", 4, [("command", COMMAND), ("revision", 1)] + PROGRAMMES["bolus"] + [
        ("digest", digest("bolus")), ("token", TOKEN), ("until", CLOCK + 300_000)]),
    ("commit", "?COMMIT", 5, [("command", COMMAND), ("revision", 1), ("digest", digest("bolus")), ("token", TOKEN)]),
    ("committed", "!COMMIT", 5, [RECORD]),
    ("read-stored", "?STORED", 6, []),
    ("stored", "!STORED", 6, [("generation", 2)] + PROGRAMMES["bolus"] + [("revision", 2), ("digest", digest("bolus")), ("command", COMMAND),
                                                                       ("written", CLOCK)]),
    ("stored-damaged", "!STORED", 7, [("generation", 2)]),
    ("drop", "?DROP", 8, [("command", COMMAND)]),
    ("dropped", "!DROP", 8, [("what", "DECIDED")]),
    ("halt", "?HALT", 9, [("command", HALT)]),
    ("halted", "!HALT", 9, [("delivery", "HALTED"), ("since", CLOCK + 1), HALT_RECORD]),
    ("read-events", "?EVENTS", 10, [("from", 1), ("most", 30)]),
    ("events", "!EVENTS", 10, [("oldest", 1), ("next", 4), ("event", (1, CLOCK - 9, "MANUFACTURED", None, None)),
                               ("event", (2, CLOCK - 8, "ALARM_BEGAN", "LOW_RESERVOIR", None)),
                               ("event", (3, CLOCK, "APPLIED", None, COMMAND))]),
    ("result", "?RESULT", 11, [("command", COMMAND)]),
    ("result-answer", "!RESULT", 11, [RECORD]),
    ("result-forgotten", "!RESULT", 12, [("record", None)]),
    ("refused", "-STAGE", 4, [("why", ("WRONG_REVISION", "revision", None, 1, 2)),
                              ("why", ("OUT_OF_RANGE", "p.step.rate", 0, 4_001_000, 4_000_000))]),
    ("leave", "?LEAVE", 13, []),
    ("left", "!LEAVE", 13, [("delivery", "RUNNING")]),
]
DESCRIBE = sealed("?DESCRIBE", 1, [])
WHOLE = line(message("?WHO", []))
BAD = [WHOLE[:-2] + b"\n", WHOLE[1:], WHOLE[:-1] + b"\r\n", b"m3/1 ?WHO\n", b"m3/1 ?WHO*E3069283\n", b"\x00" * 40 + b"\n",
       line("m3/1 ?WHO")[:-10] + b"\n", line("m3/1 " + "x" * 4096), line("m3/1  ?WHO"), line("m3/1 ?WHO "), b"*00000000\n"]
MALFORMED = ["m3/2 ?WHO", "m3/x ?WHO", "m3/1 WHO", "m3/1 ?who", "m4/1 ?WHO", "m3/1", "m3/1 ?WHO x=1", "m3/1 ?WHO s=00000041 n=1",
             "m3/1 ?OPEN suite=01 nonce=%s id=%s" % (HOST_NONCE.hex(), KEY_ID.hex()),
             "m3/1 ?OPEN suite=1 nonce=%s id=%s" % (HOST_NONCE.hex()[2:], KEY_ID.hex()),
             "m3/1 ?OPEN suite=1 id=%s nonce=%s" % (KEY_ID.hex(), HOST_NONCE.hex()),
             "m3/1 ?OPEN suite=1 nonce=%s id=%s" % (HOST_NONCE.hex().upper().replace("2", "A"), KEY_ID.hex()),
             "m3/1 ?OPEN suite=9223372036854775808 nonce=%s id=%s" % (HOST_NONCE.hex(), KEY_ID.hex()),
             "m3/1 ?STATE s=00000041 n=0 z=" + "00" * 16, "m3/1 ?STATE s=00000000 n=1 z=" + "00" * 16,
             "m3/1 ?STATE s=00000041 n=1 z=00", "m3/1 ?LEAVE s=00000041 n=2147483649 z=" + "00" * 16, "m3/1 ?WHO z=" + "00" * 16]
FORGED = [DESCRIBE[:-1] + ("0" if DESCRIBE[-1] != "0" else "1"), sealed("?DESCRIBE", 1, [], "device"),
          sealed("?DESCRIBE", 1, [], "host", bytes(32)), DESCRIBE.replace("?DESCRIBE", "?STATE")]


def hexed(value):
    if isinstance(value, dict):
        return {k: hexed(v) for k, v in value.items()}
    return value.hex() if isinstance(value, bytes) else value


lines = [{"name": n, "kind": k, "session": "", "counter": 0, "fields": fields(f), "line": line(message(k, f)).decode("ascii")}
         for n, k, f in OPEN]
lines += [{"name": n, "kind": k, "session": SESSION.hex(), "counter": c, "fields": fields(f),
           "line": line(sealed(k, c, f)).decode("ascii")} for n, k, c, f in SEALED]
for each in lines:
    each["from"] = "host" if each["kind"][0] == "?" else "device"
print(json.dumps({
    "about": "Golden lines of docs/protocols/medstream.md, made by tools/medstream_golden.py. The private keys are those of RFC 7748"
             " section 6.1 and secret to nobody.",
    "crc32c": [{"text": d, "crc": "%08x" % crc32c(d.encode("ascii"))} for d in ("123456789", "", "m3/1 ?WHO")],
    "pairing": hexed(PAIRING),
    "unit": hexed(pairing(2)),
    "session": hexed({"key": KEY, "id": KEY_ID, "session": SESSION, "hostNonce": HOST_NONCE, "deviceNonce": DEVICE_NONCE,
                      "context": CONTEXT, "hostProof": HOST_PROOF, "deviceProof": DEVICE_PROOF}),
    "programmes": [{"name": n, "text": fields(f), "digest": digest(n).hex()} for n, f in PROGRAMMES.items()],
    "lines": lines,
    "bad": [b.hex() for b in BAD],
    "malformed": [line(m).decode("ascii") for m in MALFORMED],
    "forged": [line(m).decode("ascii") for m in FORGED],
}, indent=1, ensure_ascii=False))
