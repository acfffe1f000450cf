# SPDX-License-Identifier: Apache-2.0
"""Makes docs/protocols/prometra-golden.json from the page docs/protocols/prometra.md.

A third, independent reading of the page: it shares no code with the driver's or the device's codec and is no part of the
build. Needs Python 3.9 or newer, standard library only. The private keys are the published ones of RFC 7748, section 6.1.

    python3 docs/protocols/tools/prometra_golden.py > docs/protocols/prometra-golden.json
"""
import hashlib
import hmac
import json
import zlib


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


def number(value):
    return value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big")


def field(tag, value):
    if isinstance(value, int):
        value = number(value)
    elif isinstance(value, str):
        value = value.encode("utf-8")
    elif isinstance(value, list):
        value = fields(value)
    n = len(value)
    length = bytes([n]) if n < 128 else bytes([0x81, n]) if n < 256 else bytes([0x82, n >> 8, n & 255])
    return bytes([tag]) + length + value


def fields(items):
    return b"".join(field(tag, value) for tag, value in items)


def packet(message):
    raw = message + zlib.crc32(message).to_bytes(4, "big")
    return b"\xc0" + raw.replace(b"\xdb", b"\xdb\xdd").replace(b"\xc0", b"\xdb\xdc") + b"\xc0"


SERIAL, CODE = "P2-000001", "27182818"
SERIAL_FIELD = bytes([len(SERIAL)]) + SERIAL.encode("ascii")
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
    info = (label("cisterna-p2/pairing/1") + bytes([1, role]) + SERIAL_FIELD + host_key + device_key + host_nonce
            + device_nonce)
    key = hkdf32(shared, sha(CODE.encode("ascii")), info)
    return {
        "suite": 1, "role": role, "serial": SERIAL, "pairingCode": CODE,
        "platformPrivateKey": HOST_PRIVATE, "platformKey": host_key, "devicePrivateKey": DEVICE_PRIVATE,
        "deviceKey": device_key, "shared": shared, "hostNonce": host_nonce, "deviceNonce": device_nonce, "info": info,
        "key": key, "hostConfirmation": mac16(key, label("cisterna-p2/confirm/host/1") + sha(info)),
        "deviceConfirmation": mac16(key, label("cisterna-p2/confirm/device/1") + sha(info)),
        "keyId": mac(key, label("cisterna-p2/key/1"))[:8],
    }


PAIRING = pairing(1)
KEY, KEY_ID = PAIRING["key"], PAIRING["keyId"]
SESSION, HOST_NONCE, DEVICE_NONCE = bytes([0, 0, 0, 65]), run(32, 16), run(48, 16)
CONTEXT = sha(label("cisterna-p2/session/1") + bytes([1]) + SERIAL_FIELD + KEY_ID + SESSION + HOST_NONCE + DEVICE_NONCE)
HOST_PROOF = mac16(KEY, label("cisterna-p2/prove/host/1") + CONTEXT)
DEVICE_PROOF = mac16(KEY, label("cisterna-p2/prove/device/1") + CONTEXT)


def open_message(kind, items):
    return field(1, 1) + field(2, kind) + fields(items)


def sealed_message(kind, counter, items, direction=None, key=KEY):
    before = field(1, 1) + field(2, kind) + field(3, SESSION) + field(4, counter) + fields(items)
    direction = direction or ("host" if kind % 2 == 0 else "device")
    return before + field(0x7F, mac16(key, label("cisterna-p2/seal/%s/1" % direction) + CONTEXT + before))


PROGRAMMES = {
    "continuous": [(1, 1), (2, [(1, 0), (2, 70)]), (3, [(1, "morphine"), (2, 10_000_000)])],
    "steps": [(1, 1), (2, [(1, 0), (2, 60)]), (2, [(1, 480), (2, 120)]), (2, [(1, 1200), (2, 1)]),
              (3, [(1, "morphine"), (2, 20_000_000)]), (3, [(1, "bupivaca\u00efne"), (2, 15_000_000)])],
    "refill": [(1, 1), (2, [(1, 0), (2, 70)]), (3, [(1, "baclofen"), (2, 2_000_000)]), (4, 18_250_000), (5, 160),
               (6, [(1, 30), (2, 1470)])],
    "boluses": [(1, 1), (2, [(1, 0), (2, 70)]), (3, [(1, "morphine"), (2, 10_000_000)]), (7, [(1, 10), (2, 30)]),
                (8, [(1, 5), (2, 10), (3, 240), (4, 4)])],
    "drug-free": [(1, 1), (2, [(1, 0), (2, 14_400)]), (4, 0)],
}
COMMAND, TOKEN = run(64, 16), run(80, 8)
CLOCK = 1_767_258_000_000


def digest(name):
    return sha(label("cisterna-p2/programme/1") + fields(PROGRAMMES[name]))


RECORD = [(1, COMMAND), (2, 1), (3, 1), (4, CLOCK), (5, 2), (6, digest("boluses"))]
HALT_RECORD = [(1, run(96, 16)), (2, 2), (3, 1), (4, CLOCK + 1), (5, 3)]
DESCRIPTION = [(1, 2000), (2, 1), (3, 14400), (4, 24), (5, 30), (6, 20_000_000), (7, 500_000), (8, 40_000),
               (9, 3_000_000), (10, 150), (11, 300), (12, 120), (13, 16), (14, 128), (15, 4), (16, 1), (17, 1440),
               (18, 30), (19, 43200), (20, 14400), (21, "morphine"), (22, 50), (23, 10_000), (24, 3), (25, 1500)]
IDENTITY = [(0x10, "Cisterna Simulations"), (0x11, "P2-20"), (0x12, SERIAL), (0x13, "1.0.0"), (0x20, DESCRIPTION)]


def state(programme, extra_bolus, alarms, last, parts):
    items = [(0x30, PROGRAMMES[programme]), (0x40, 2), (0x41, CLOCK), (0x42, 1), (0x43, 0), (0x44, CLOCK - 5000), (0x45, 3),
             (0x46, 0), (0x47, 70)]
    items += [(0x48, extra_bolus)] if extra_bolus else []
    items += [(0x49, 15_800_000), (0x4A, 2100), (0x4B, 1), (0x4C, 1_984_986_000_000)]
    items += [(0x4D, [(1, code), (2, since)]) for code, since in alarms]
    items += [(0x4E, last)] if last else []
    return items + [(0x4F, 1), (0x50, 9), (0x51, 3), (0x52, 1), (0x53, 1), (0x54, 0), (0x55, 1), (0x56, 2),
                    (0x57, CLOCK + 14_400_000)] + [(0x59, part) for part in parts]


OPEN = [
    ("who", 0x02, []),
    ("who-answer", 0x03, [(0x10, "Cisterna Simulations"), (0x11, "P2-20"), (0x12, SERIAL), (0x14, 1)]),
    ("pair-start", 0x04, [(0x15, 1), (0x16, 1), (0x17, PAIRING["hostNonce"]), (0x18, host_key)]),
    ("pair-offer", 0x05, [(0x12, SERIAL), (0x15, 1), (0x17, PAIRING["deviceNonce"]), (0x18, device_key)]),
    ("pair-confirm", 0x06, [(0x1A, PAIRING["hostConfirmation"])]),
    ("pair-done", 0x07, [(0x19, KEY_ID), (0x1A, PAIRING["deviceConfirmation"])]),
    ("open", 0x08, [(0x15, 1), (0x17, HOST_NONCE), (0x19, KEY_ID)]),
    ("open-answer", 0x09, [(0x12, SERIAL), (0x15, 1), (0x17, DEVICE_NONCE), (0x1B, SESSION)]),
    ("prove", 0x0A, [(0x1A, HOST_PROOF), (0x1B, SESSION)]),
    ("proved", 0x0B, [(0x1A, DEVICE_PROOF), (0x1B, SESSION)]),
    ("refused-open", 0x7F, [(0x70, 0x28), (0x71, [(1, 2), (2, 4), (4, 9), (5, 3)])]),
]
SEALED = [
    ("describe", 0x20, 1, []),
    ("description", 0x21, 1, IDENTITY),
    ("read-state", 0x22, 2, []),
    ("state", 0x23, 2, state("boluses", [(1, 2), (2, 5), (3, 1), (4, CLOCK + 480_000)], [(1, CLOCK - 9), (3, CLOCK - 7)], RECORD,
                                  [[(1, 7), (2, 3), (3, 10)], [(1, 8), (2, 2), (3, 0)]])),
    ("state-bare", 0x23, 300, state("continuous", None, [], None, [])),
    ("stage", 0x26, 3, [(0x30, PROGRAMMES["boluses"]), (0x40, 1), (0x60, COMMAND)]),
    ("staged", 0x27, 3, [(0x30, PROGRAMMES["boluses"]), (0x40, 1), (0x5A, digest("boluses")), (0x60, COMMAND), (0x61, TOKEN),
                         (0x62, CLOCK + 300_000)]),
    ("commit", 0x28, 4, [(0x40, 1), (0x5A, digest("boluses")), (0x60, COMMAND), (0x61, TOKEN)]),
    ("committed", 0x29, 4, [(0x58, RECORD)]),
    ("read-stored", 0x24, 5, []),
    ("stored", 0x25, 5, [(0x30, PROGRAMMES["boluses"]), (0x40, 2), (0x5A, digest("boluses")), (0x60, COMMAND), (0x67, 2),
                         (0x68, CLOCK)]),
    ("stored-damaged", 0x25, 6, [(0x67, 2)]),
    ("drop", 0x2A, 7, [(0x60, COMMAND)]),
    ("dropped", 0x2B, 7, [(0x63, 2)]),
    ("halt", 0x2C, 8, [(0x60, run(96, 16))]),
    ("halted", 0x2D, 8, [(0x42, 2), (0x44, CLOCK + 1), (0x58, HALT_RECORD)]),
    ("read-events", 0x2E, 9, [(0x64, 1), (0x65, 30)]),
    ("events", 0x2F, 9, [(0x4F, 1), (0x50, 4), (0x66, [(1, 1), (2, CLOCK - 9), (3, 1)]),
                         (0x66, [(1, 2), (2, CLOCK - 8), (3, 48), (4, 1)]), (0x66, [(1, 3), (2, CLOCK), (3, 32), (5, COMMAND)])]),
    ("result", 0x30, 10, [(0x60, COMMAND)]),
    ("result-answer", 0x31, 10, [(0x58, RECORD)]),
    ("refused", 0x7F, 3, [(0x70, 0x26), (0x71, [(1, 16), (2, 0x40), (4, 1), (5, 2)]),
                          (0x71, [(1, 17), (2, 0x300202), (3, 0), (4, 14_401), (5, 14_400)])]),
    ("leave", 0x32, 11, []),
    ("left", 0x33, 11, [(0x42, 1)]),
]
DESCRIBE = sealed_message(0x20, 1, [])
BAD = [b"\xc0\xc0", b"\x00" * 40, packet(open_message(2, []))[:-2] + b"\xc0", packet(open_message(2, []))[1:],
       b"\xc0" + b"\xdb\x00" + b"\xc0", b"\xc0" + bytes(2049) + b"\xc0", b"\xc0\x01\x02\x03\x04\xc0"]
MALFORMED = [b"\x01\x02\x00\x01\x02\x01\x02", b"\x02\x01\x02\x01\x01\x01", b"\x01\x81\x01\x01\x02\x01\x02", b"\x01\x01\x01\x02\x01\x02\x05\x00",
             b"\x01\x01\x01", b"\x01\x01\x01\x02\x05\x02", open_message(2, []) + field(0x10, "x"),
             open_message(8, [(0x15, 1), (0x17, run(0, 15)), (0x19, KEY_ID)]), open_message(8, [(0x15, b"\x00\x01"), (0x17, HOST_NONCE), (0x19, KEY_ID)])]
FORGED = [DESCRIBE[:-1] + bytes([DESCRIBE[-1] ^ 1]), sealed_message(0x20, 1, [], "device"), sealed_message(0x20, 1, [], "host", bytes(32)),
          DESCRIBE.replace(field(2, 0x20), field(2, 0x22), 1)]


def hexed(value):
    if isinstance(value, dict):
        return {k: hexed(v) for k, v in value.items()}
    return value.hex() if isinstance(value, bytes) else value


packets = [{"name": n, "kind": k, "session": "", "counter": 0, "fields": fields(f).hex(), "hex": packet(open_message(k, f)).hex()}
           for n, k, f in OPEN]
packets += [{"name": n, "kind": k, "session": SESSION.hex(), "counter": c, "fields": fields(f).hex(),
             "hex": packet(sealed_message(k, c, f, "device" if k == 0x7F else None)).hex()} for n, k, c, f in SEALED]
for p in packets:
    p["from"] = "host" if p["kind"] % 2 == 0 else "device"
print(json.dumps({
    "about": "Golden packets of docs/protocols/prometra.md, made by tools/prometra_golden.py. Bytes are hex. The private keys are those"
             " of RFC 7748 section 6.1 and secret to nobody.",
    "crc32": [{"hex": d.hex(), "crc": "%08x" % zlib.crc32(d)} for d in (b"123456789", b"", bytes(32))],
    "pairing": hexed(PAIRING),
    "handset": hexed(pairing(2)),
    "session": hexed({"key": KEY, "keyId": KEY_ID, "session": SESSION, "hostNonce": HOST_NONCE, "deviceNonce": DEVICE_NONCE,
                      "context": CONTEXT, "hostProof": HOST_PROOF, "deviceProof": DEVICE_PROOF}),
    "programmes": [{"name": n, "bytes": fields(f).hex(), "digest": digest(n).hex()} for n, f in PROGRAMMES.items()],
    "packets": packets,
    "bad": [b.hex() for b in BAD],
    "malformed": [packet(m).hex() for m in MALFORMED],
    "forged": [packet(m).hex() for m in FORGED],
}, indent=1, ensure_ascii=False))
