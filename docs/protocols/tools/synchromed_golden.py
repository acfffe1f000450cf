# SPDX-License-Identifier: Apache-2.0
"""Makes docs/protocols/synchromed-golden.json from the page docs/protocols/synchromed.md.

A third, independent reading of the page: it shares no code with the driver's or the device's codec and is no part of the
build. Needs Python 3.9 or newer, standard library only. The private keys are the published ones of RFC 7748, section 6.1.

    python3 docs/protocols/tools/synchromed_golden.py > docs/protocols/synchromed-golden.json
"""
import hashlib
import hmac
import json
import struct


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


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


def text(value):
    raw = value.encode("utf-8")
    return u8(len(raw)) + raw


def u8(v):
    return struct.pack(">B", v)


def u16(v):
    return struct.pack(">H", v)


def u32(v):
    return struct.pack(">I", v)


def u64(v):
    return struct.pack(">Q", v)


assert crc32c(b"123456789") == 0xE3069283
BASE = (9).to_bytes(32, "little")
PLATFORM_PRIVATE = bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
DEVICE_PRIVATE = bytes.fromhex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")
PLATFORM = x25519(PLATFORM_PRIVATE, BASE)
DEVICE = x25519(DEVICE_PRIVATE, BASE)
SHARED = x25519(PLATFORM_PRIVATE, DEVICE)
assert SHARED == x25519(DEVICE_PRIVATE, PLATFORM)
assert SHARED.hex() == "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"

CODE = "31415926"
SERIAL = "S2-000001"
SUITE = 1
PAIR_HOST_NONCE = bytes(range(0x00, 0x10))
PAIR_DEVICE_NONCE = bytes(range(0x10, 0x20))
HOST_NONCE = bytes(range(0x20, 0x30))
DEVICE_NONCE = bytes(range(0x30, 0x40))
SESSION = 65
NOW = 1767225600000 + 9 * 3600000  # 2026-01-01T09:00:00Z

info = (label("cisterna-s2/pairing/1") + u8(SUITE) + text(SERIAL) + PLATFORM + DEVICE
        + PAIR_HOST_NONCE + PAIR_DEVICE_NONCE)
salt = sha(CODE.encode("ascii"))
K = hkdf32(SHARED, salt, info)
transcript = sha(info)
host_confirmation = mac(K, label("cisterna-s2/pair-host/1") + transcript)[:16]
device_confirmation = mac(K, label("cisterna-s2/pair-device/1") + transcript)[:16]
key_id = mac(K, label("cisterna-s2/key-id/1"))[:8]

context = sha(label("cisterna-s2/session/1") + u8(SUITE) + text(SERIAL) + key_id + u32(SESSION)
              + HOST_NONCE + DEVICE_NONCE)
host_proof = mac(K, label("cisterna-s2/host-proof/1") + context)[:16]
device_proof = mac(K, label("cisterna-s2/device-proof/1") + context)[:16]

NAMES = {
    0x01: "HELLO", 0x02: "CHALLENGE", 0x03: "PROVE", 0x04: "OPENED", 0x05: "PROBE", 0x06: "PRESENT",
    0x10: "PAIR_BEGIN", 0x11: "PAIR_OFFER", 0x12: "PAIR_PROVE", 0x13: "PAIR_DONE",
    0x20: "IDENTIFY", 0x21: "IDENTITY", 0x22: "READ_STATUS", 0x23: "STATUS", 0x24: "READ_BACK", 0x25: "STORED",
    0x26: "STAGE", 0x27: "STAGED", 0x28: "COMMIT_BEGIN", 0x29: "COMMIT_BEGUN", 0x2A: "COMMIT_END",
    0x2B: "COMMIT_ENDED", 0x2C: "DISCARD", 0x2D: "DISCARDED", 0x2E: "STOP", 0x2F: "STOPPED",
    0x30: "READ_EVENTS", 0x31: "EVENTS", 0x32: "CLOSE", 0x33: "CLOSED", 0x34: "UNPAIR", 0x35: "UNPAIRED",
    0x36: "READ_COMMAND", 0x37: "COMMAND", 0x38: "READ_FUNCTIONS", 0x39: "FUNCTIONS", 0x3A: "READ_PARTS", 0x3B: "PARTS",
    0x7F: "REFUSED",
}
H2D, D2H = 1, 2


def frame(direction, kind, payload, session=0, sequence=0):
    head = b"\xc1\x57\x01" + u8(kind) + u16(len(payload)) + u32(session) + u32(sequence)
    head += u16(crc32c(head) & 0xFFFF)
    body = head + payload
    if session:
        body += mac(K, label("cisterna-s2/tag/1") + u8(direction) + context + body)[:16]
    return body + u32(crc32c(body))


frames = []


class Fields:
    """Collects bytes and, beside them, what they mean."""

    def __init__(self):
        self.raw = b""
        self.said = {}

    def put(self, name, raw, said):
        self.raw += raw
        self.said[name] = said
        return self

    def n8(self, name, v):
        return self.put(name, u8(v), v)

    def n16(self, name, v):
        return self.put(name, u16(v), v)

    def n32(self, name, v):
        return self.put(name, u32(v), v)

    def n64(self, name, v):
        return self.put(name, u64(v), str(v))

    def bytes(self, name, v):
        return self.put(name, v, v.hex())

    def text(self, name, v):
        return self.put(name, text(v), v)

    def group(self, name, fields):
        return self.put(name, fields.raw, fields.said)


def add(name, direction, kind, fields=None, sequence=None, note=None):
    fields = fields or Fields()
    sealed = sequence is not None
    row = {
        "name": name,
        "direction": "host-to-device" if direction == H2D else "device-to-host",
        "type": kind,
        "message": NAMES[kind],
        "sessionId": SESSION if sealed else 0,
        "sequence": sequence if sealed else 0,
        "payload": fields.raw.hex(),
        "fields": fields.said,
        "hex": frame(direction, kind, fields.raw, SESSION if sealed else 0, sequence or 0).hex(),
    }
    if note:
        row["note"] = note
    frames.append(row)
    return row


PRIME, BRIDGE, BOLUS, PERIODIC, PATIENT, MINIMUM = 1, 2, 3, 4, 5, 6
PART_FIELDS = {
    PRIME: (("volume", "n64"), ("rate", "n32")),
    BRIDGE: (("rate", "n32"), ("duration", "n64")),
    BOLUS: (("volume", "n64"), ("duration", "n64")),
    PERIODIC: (("volume", "n64"), ("duration", "n64"), ("interval", "n64")),
    PATIENT: (("volume", "n64"), ("duration", "n64"), ("lockout", "n64"), ("most", "n16")),
    MINIMUM: (),
}


def part(kind, *values):
    f = Fields().n8("kind", kind)
    for (name, form), value in zip(PART_FIELDS[kind], values, strict=True):
        getattr(f, form)(name, value)
    return f


def plan(mode, steps, drugs, reservoir=None, parts=()):
    f = Fields().n8("format", 2 if parts else 1).n8("mode", mode)
    raw = u8(len(steps)) + b"".join(u16(m) + u32(r) for m, r in steps)
    f.put("steps", raw, [{"startMinute": m, "nanolitresPerDay": r} for m, r in steps])
    raw = u8(len(drugs)) + b"".join(text(d) + u64(c) for d, c in drugs)
    f.put("drugs", raw, [{"name": d, "nanogramsPerMillilitre": str(c)} for d, c in drugs])
    f.n8("reservoirFlag", 0 if reservoir is None else 1).n64("reservoir", reservoir or 0)
    if parts:
        f.put("parts", u8(len(parts)) + b"".join(p.raw for p in parts), [p.said for p in parts])
    return f


def digest(block):
    return sha(label("cisterna-s2/plan/1") + block.raw)


BACLOFEN = [("baclofen", 2_000_000)]
OLD = plan(1, [(0, 140_000)], BACLOFEN)
NEW = plan(2, [(0, 120_000), (360, 240_000), (600, 144_000), (1080, 180_000)], BACLOFEN)
REFILL = plan(2, [(0, 48_000), (1439, 24_000_000)], [("morphine", 20_000_000), ("bupivacaïne", 15_000_000)], 18_250_000)
DRUG_FREE = plan(1, [(0, 48_000)], [], 20_000_000)
MINUTE = 60_000
BRIDGED = plan(1, [(0, 560_000)], [("baclofen", 500_000)], 18_000_000, [
    part(PRIME, 315_500, 24_000_000), part(BRIDGE, 140_000, 2_880 * MINUTE),
    part(PATIENT, 5_000, 10 * MINUTE, 240 * MINUTE, 4)])
BOLUSES = plan(2, [(0, 120_000), (720, 240_000)], BACLOFEN, None, [
    part(BOLUS, 25_000, 30 * MINUTE), part(PERIODIC, 10_000, 5 * MINUTE, 360 * MINUTE),
    part(PATIENT, 5_000, 10 * MINUTE, 240 * MINUTE, 4)])
MINIMUM_RATE = plan(1, [(0, 6_000)], BACLOFEN, None, [part(MINIMUM)])
COMMAND = bytes(range(0x40, 0x50))
STOP_COMMAND = bytes(range(0x50, 0x60))
TOKEN = bytes(range(0x60, 0x68))


def record(command, kind, effect, clock, revision, plan_digest):
    return (Fields().bytes("commandId", command).n8("kind", kind).n8("effect", effect).n64("clock", clock)
            .n32("revision", revision).bytes("planDigest", plan_digest))


def status(revision, motor, reason, since, deadline, step, rate, block, left, delivered, alarms, last, next_event):
    f = (Fields().n32("revision", revision).n32("boots", 3).n8("lastReset", 1).n64("lastResetClock", NOW - 86400000)
         .n64("deviceClock", NOW).n8("motorState", motor).n8("reason", reason).n64("since", since)
         .n64("interimDeadline", deadline).n8("step", step).n32("rateNow", rate))
    f.put("plan", u16(len(block.raw)) + block.raw, block.said)
    f.n64("reservoir", left).n8("reservoirSource", 2).n64("lifetimeDelivered", delivered)
    f.n8("batteryState", 1).n8("batteryPercent", 98).n64("replaceBy", NOW + 84 * 30 * 86400000).n32("alarms", alarms)
    if last is None:
        f.n8("lastCommandPresent", 0)
    else:
        f.n8("lastCommandPresent", 1).group("lastCommand", last)
    return (f.n32("oldestEvent", 1).n32("nextEvent", next_event).n8("pairings", 1).n32("badFrames", 2))


# clear frames
add("probe", H2D, 0x05)
add("present", D2H, 0x06, Fields().text("manufacturer", "Cisterna Simulations").text("model", "S2-20")
    .text("serial", SERIAL).n8("suites", 1))
add("pair-begin", H2D, 0x10, Fields().n8("suite", 1).bytes("platformKey", PLATFORM).bytes("hostNonce", PAIR_HOST_NONCE))
add("pair-offer", D2H, 0x11, Fields().n8("suite", 1).bytes("deviceKey", DEVICE).bytes("deviceNonce", PAIR_DEVICE_NONCE)
    .text("serial", SERIAL))
add("pair-prove", H2D, 0x12, Fields().bytes("hostConfirmation", host_confirmation))
add("pair-done", D2H, 0x13, Fields().bytes("deviceConfirmation", device_confirmation).bytes("keyId", key_id))
add("hello", H2D, 0x01, Fields().n8("suite", 1).bytes("hostNonce", HOST_NONCE).bytes("keyId", key_id))
add("challenge", D2H, 0x02, Fields().n8("suite", 1).bytes("deviceNonce", DEVICE_NONCE).n32("newSessionId", SESSION)
    .text("serial", SERIAL))
add("prove", H2D, 0x03, Fields().n32("sessionId", SESSION).bytes("hostProof", host_proof))
add("opened", D2H, 0x04, Fields().n32("sessionId", SESSION).bytes("deviceProof", device_proof))


def refusal(kind, rows):
    f = Fields().n8("refusedType", kind)
    raw = u8(len(rows)) + b"".join(u16(c) + u8(fi) + u8(i) + u64(v) + u64(li) for c, fi, i, v, li in rows)
    return f.put("violations", raw, [
        {"code": c, "field": fi, "index": i, "value": str(v), "limit": str(li)} for c, fi, i, v, li in rows])


add("refused-unauthenticated", D2H, 0x7F, refusal(0x03, [(1, 0, 255, 0, 0)]), note="clear: proves nothing")
add("refused-bad-sequence", D2H, 0x7F, refusal(0x22, [(2, 1, 255, 9, 3)]), note="clear: proves nothing")

# one session
add("identify", H2D, 0x20, sequence=1)
add("identity", D2H, 0x21, Fields().text("manufacturer", "Cisterna Simulations").text("model", "S2-20")
    .text("serial", SERIAL).text("firmware", "1.0.0").n32("lowestRate", 48_000).n32("highestRate", 24_000_000)
    .n32("rateGrid", 1_000).n8("mostSteps", 13).n16("startGridMinutes", 1).n8("dayPatterns", 1)
    .n64("usableReservoir", 20_000_000).n64("residual", 1_400_000).n8("residualOnTop", 1).n64("tubing", 140_000)
    .n64("lowReservoir", 2_000_000).n16("accuracyPerMille", 145).n32("strokeNanolitres", 10)
    .n32("interimStopMillis", 60_000).n32("stagedLifeMillis", 300_000).n32("idleMillis", 120_000)
    .n32("stoppedAlarmMillis", 172_800_000).n16("eventRing", 200).n8("rememberedCommands", 16).n8("mostDrugs", 8)
    .n64("lifetimeCounterMax", 2**63 - 1), sequence=1)
add("read-status", H2D, 0x22, sequence=2)
add("status-running", D2H, 0x23, status(1, 1, 0, NOW - 30 * 86400000, 0, 0, 140_000, OLD, 15_800_000, 4_200_000, 0, None, 4),
    sequence=2)
add("stage", H2D, 0x26, Fields().bytes("commandId", COMMAND).n32("expectedRevision", 1).group("plan", NEW), sequence=3)
add("staged", D2H, 0x27, Fields().bytes("commandId", COMMAND).bytes("token", TOKEN).n32("revision", 1)
    .bytes("planDigest", digest(NEW)).n64("stagedUntil", NOW + 300_000).group("plan", NEW), sequence=3)
add("commit-begin", H2D, 0x28, Fields().bytes("commandId", COMMAND).bytes("token", TOKEN).n32("expectedRevision", 1)
    .bytes("planDigest", digest(NEW)), sequence=4)
add("commit-begun", D2H, 0x29, Fields().group("command", record(COMMAND, 1, 1, NOW + 1000, 1, digest(NEW)))
    .n64("deadline", NOW + 61_000), sequence=4)
add("read-status-pending", H2D, 0x22, sequence=5)
add("status-interim-stop", D2H, 0x23, status(1, 3, 4, NOW + 1000, NOW + 61_000, 255, 0, OLD, 15_799_990, 4_200_010, 0,
                                             record(COMMAND, 1, 1, NOW + 1000, 1, digest(NEW)), 5), sequence=5)
add("commit-end", H2D, 0x2A, Fields().bytes("commandId", COMMAND), sequence=6)
add("commit-ended", D2H, 0x2B, record(COMMAND, 1, 2, NOW + 2000, 2, digest(NEW)), sequence=6)
add("read-back", H2D, 0x24, sequence=7)
stored = (Fields().n8("valid", 1).n32("generation", 2).n32("revision", 2).n32("checksum", crc32c(NEW.raw))
          .bytes("planDigest", digest(NEW)))
stored.put("plan", u16(len(NEW.raw)) + NEW.raw, NEW.said)
add("stored", D2H, 0x25, stored.n64("written", NOW + 2000).bytes("writtenBy", COMMAND), sequence=7)
add("discard", H2D, 0x2C, Fields().bytes("commandId", COMMAND), sequence=8)
add("discarded-decided", D2H, 0x2D, Fields().n8("what", 3).n8("motorState", 1), sequence=8)
add("stop", H2D, 0x2E, Fields().bytes("commandId", STOP_COMMAND), sequence=9)
add("stopped", D2H, 0x2F, Fields().group("command", record(STOP_COMMAND, 2, 2, NOW + 5000, 3, bytes(32)))
    .n8("motorState", 2).n64("stoppedSince", NOW + 5000), sequence=9)
add("read-status-stopped", H2D, 0x22, sequence=10)
add("status-stopped", D2H, 0x23, status(3, 2, 1, NOW + 5000, 0, 255, 0, NEW, 1_999_990, 4_200_010, 0b1,
                                        record(STOP_COMMAND, 2, 2, NOW + 5000, 3, bytes(32)), 9), sequence=10)
add("read-command", H2D, 0x36, Fields().bytes("commandId", COMMAND), sequence=11)
add("command", D2H, 0x37, Fields().n8("present", 1)
    .group("command", record(COMMAND, 1, 2, NOW + 2000, 2, digest(NEW))), sequence=11)
add("read-command-unknown", H2D, 0x36, Fields().bytes("commandId", bytes([0x77] * 16)), sequence=12)
add("command-unknown", D2H, 0x37, Fields().n8("present", 0), sequence=12)
add("read-events", H2D, 0x30, Fields().n32("from", 1).n8("most", 60), sequence=13)
rows = [(4, NOW, 16, key_id + u64(1)), (5, NOW + 1000, 32, COMMAND), (6, NOW + 2000, 33, COMMAND),
        (7, NOW + 5000, 36, STOP_COMMAND), (8, NOW + 5000, 48, u64(0) + u64(0))]
events = Fields().n32("oldest", 4).n32("next", 9)
events.put("events", u8(len(rows)) + b"".join(u32(n) + u64(c) + u16(k) + d for n, c, k, d in rows),
           [{"number": n, "clock": str(c), "code": k, "detail": d.hex()} for n, c, k, d in rows])
add("events", D2H, 0x31, events, sequence=13, note="asked from 1, oldest 4: events 1 to 3 were overwritten")
add("stage-bad", H2D, 0x26, Fields().bytes("commandId", bytes([0x88] * 16)).n32("expectedRevision", 2).group(
    "plan", plan(2, [(0, 47_999), (360, 24_001_000), (300, 144_500)], BACLOFEN)), sequence=14)
add("refused-stage", D2H, 0x7F, refusal(0x26, [
    (16, 3, 255, 2, 3),
    (17, 8, 0, 47_999, 48_000), (18, 8, 0, 47_999, 1_000),
    (17, 8, 1, 24_001_000, 24_000_000),
    (21, 5, 2, 300, 360), (18, 8, 2, 144_500, 1_000)]), sequence=14)
add("stage-refill", H2D, 0x26, Fields().bytes("commandId", bytes([0x99] * 16)).n32("expectedRevision", 3)
    .group("plan", REFILL), sequence=15)
add("staged-refill", D2H, 0x27, Fields().bytes("commandId", bytes([0x99] * 16)).bytes("token", TOKEN).n32("revision", 3)
    .bytes("planDigest", digest(REFILL)).n64("stagedUntil", NOW + 400_000).group("plan", REFILL), sequence=15)
add("stage-drug-free", H2D, 0x26, Fields().bytes("commandId", bytes([0xAA] * 16)).n32("expectedRevision", 3)
    .group("plan", DRUG_FREE), sequence=16)
add("staged-drug-free", D2H, 0x27, Fields().bytes("commandId", bytes([0xAA] * 16)).bytes("token", TOKEN).n32("revision", 3)
    .bytes("planDigest", digest(DRUG_FREE)).n64("stagedUntil", NOW + 500_000).group("plan", DRUG_FREE), sequence=16)
add("read-back-invalid", H2D, 0x24, sequence=17)
add("stored-invalid", D2H, 0x25, Fields().n8("valid", 0).n32("generation", 2), sequence=17)
add("unpair", H2D, 0x34, sequence=18)
add("unpaired", D2H, 0x35, Fields().n8("pairingsLeft", 0), sequence=18)
add("close", H2D, 0x32, sequence=19, note="another ending of the same session, for its bytes only")
add("closed", D2H, 0x33, Fields().n8("motorState", 2), sequence=19)
add("read-functions", H2D, 0x38, sequence=20)
add("functions", D2H, 0x39, Fields().n64("volumeGrid", 10).n32("durationGridMillis", MINUTE).n32("primeRate", 24_000_000)
    .n64("largestPrime", 1_000_000).n64("longestBridgeMillis", 20_160 * MINUTE).n32("highestBolusRate", 24_000_000)
    .n64("largestBolus", 2_000_000).n64("longestBolusMillis", 1_440 * MINUTE).n64("longestIntervalMillis", 10_080 * MINUTE)
    .n16("mostPatientBoluses", 1_440).n32("clockDriftPerMillion", 100).n32("minimumRate", 6_000), sequence=20)
add("read-parts", H2D, 0x3A, sequence=21)
held = [(PRIME, 3, 315_500), (BRIDGE, 2, 12_345), (PATIENT, 2, 0)]
parts = Fields().n32("revision", 4)
parts.put("parts", u8(len(held)) + b"".join(u8(k) + u8(s) + u64(v) for k, s, v in held),
          [{"kind": k, "stage": s, "delivered": str(v)} for k, s, v in held])
add("parts", D2H, 0x3B, parts, sequence=21)
add("stage-parts", H2D, 0x26, Fields().bytes("commandId", bytes([0xBB] * 16)).n32("expectedRevision", 3)
    .group("plan", BRIDGED), sequence=22)
add("staged-parts", D2H, 0x27, Fields().bytes("commandId", bytes([0xBB] * 16)).bytes("token", TOKEN).n32("revision", 3)
    .bytes("planDigest", digest(BRIDGED)).n64("stagedUntil", NOW + 600_000).group("plan", BRIDGED), sequence=22)
BAD_PARTS = plan(1, [(0, 140_000)], BACLOFEN, None, [
    part(PRIME, 1_000_005, 23_000_000), part(BOLUS, 2_000_000, 60_001), part(PATIENT, 0, 10 * MINUTE, 0, 1_441)])
add("stage-bad-parts", H2D, 0x26, Fields().bytes("commandId", bytes([0xCC] * 16)).n32("expectedRevision", 3)
    .group("plan", BAD_PARTS), sequence=23)
add("refused-bad-parts", D2H, 0x7F, refusal(0x26, [
    (17, 18, 0, 1_000_005, 1_000_000), (18, 18, 0, 1_000_005, 10), (17, 20, 0, 23_000_000, 24_000_000),
    (31, 17, 1, 3, 1), (18, 19, 1, 60_001, 60_000), (17, 20, 1, 2_879_952_001, 24_000_000),
    (17, 18, 2, 0, 10), (17, 21, 2, 0, 60_000), (17, 22, 2, 1_441, 1_440)]), sequence=23)

by_name = {f["name"]: f for f in frames}
good = bytes.fromhex(by_name["read-status"]["hex"])


def with_checks(head14, rest):
    head = head14 + u16(crc32c(head14) & 0xFFFF)
    return head + rest + u32(crc32c(head + rest))


bad = [
    {"name": "wrong-magic", "why": "first byte C2", "hex": (b"\xc2" + good[1:]).hex()},
    {"name": "wrong-version", "why": "version 2, all checks right",
     "hex": with_checks(good[:2] + b"\x02" + good[3:14], good[16:-4]).hex()},
    {"name": "too-long", "why": "length 2049, header check right; nothing of it may be waited for",
     "hex": with_checks(good[:4] + u16(2049) + good[6:14], b"").hex()},
    {"name": "wrong-header-check", "why": "one bit of the header check", "hex": (good[:15] + u8(good[15] ^ 1) + good[16:]).hex()},
    {"name": "wrong-crc", "why": "last bit of the CRC", "hex": (good[:-1] + u8(good[-1] ^ 1)).hex()},
    {"name": "flipped-payload-bit", "why": "one bit of the payload",
     "hex": (lambda b: (b[:20] + u8(b[20] ^ 0x10) + b[21:]).hex())(bytes.fromhex(by_name["stage"]["hex"]))},
]
forged = [
    {"name": "flipped-tag-bit", "why": "whole, checksums right, tag wrong: UNAUTHENTICATED",
     "hex": (lambda b: (lambda c: (c + u32(crc32c(c))).hex())(b[:16] + u8(b[16] ^ 1) + b[17:]))(good[:-4])},
    {"name": "other-direction", "why": "an answer's tag on a request: UNAUTHENTICATED",
     "hex": frame(D2H, 0x22, b"", SESSION, 2).hex()},
    {"name": "raised-sequence", "why": "tag made for sequence 2, header says 3: UNAUTHENTICATED",
     "hex": with_checks(good[:10] + u32(3), good[16:-4]).hex()},
]

print(json.dumps({
    "about": "Golden frames of docs/protocols/synchromed.md, made by tools/synchromed_golden.py. u64 fields are decimal "
             "strings, bytes are hex. The private keys are those of RFC 7748 section 6.1 and secret to nobody.",
    "crc32c": [{"hex": b"123456789".hex(), "crc": "e3069283"}, {"hex": "", "crc": "00000000"},
               {"hex": "00" * 32, "crc": "%08x" % crc32c(bytes(32))}],
    "pairing": {
        "suite": SUITE, "serial": SERIAL, "pairingCode": CODE,
        "platformPrivateKey": PLATFORM_PRIVATE.hex(), "platformKey": PLATFORM.hex(),
        "devicePrivateKey": DEVICE_PRIVATE.hex(), "deviceKey": DEVICE.hex(), "shared": SHARED.hex(),
        "hostNonce": PAIR_HOST_NONCE.hex(), "deviceNonce": PAIR_DEVICE_NONCE.hex(),
        "info": info.hex(), "salt": salt.hex(), "key": K.hex(), "transcript": transcript.hex(),
        "hostConfirmation": host_confirmation.hex(), "deviceConfirmation": device_confirmation.hex(), "keyId": key_id.hex(),
    },
    "session": {
        "suite": SUITE, "serial": SERIAL, "key": K.hex(), "keyId": key_id.hex(), "sessionId": SESSION,
        "hostNonce": HOST_NONCE.hex(), "deviceNonce": DEVICE_NONCE.hex(), "context": context.hex(),
        "hostProof": host_proof.hex(), "deviceProof": device_proof.hex(),
    },
    "plans": [{"name": n, "block": b.raw.hex(), "digest": digest(b).hex(), "crc32c": "%08x" % crc32c(b.raw), "fields": b.said}
              for n, b in [("continuous", OLD), ("flex-w9", NEW), ("refill", REFILL), ("drug-free", DRUG_FREE),
                           ("bridged", BRIDGED), ("boluses", BOLUSES), ("minimum-rate", MINIMUM_RATE)]],
    "frames": frames,
    "bad": bad,
    "forged": forged,
}, indent=1, ensure_ascii=False))
