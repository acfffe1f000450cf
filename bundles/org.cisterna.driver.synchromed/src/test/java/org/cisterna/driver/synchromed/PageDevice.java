// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.cisterna.canonical.Digest;
import org.cisterna.driver.synchromed.RefusedAnswer.Reason;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.testkit.driver.HostKeys;
import org.jspecify.annotations.Nullable;

/**
 * As much of a pump as the tests of the driver need, made from the protocol page alone: pairing, one session, staging, the two steps of a
 * commit with its interim stop, stop, reading. One frame in, at most one out. Not thread-safe.
 */
final class PageDevice {

    static final String SERIAL = "S2-000001";
    static final Bytes ZERO_DIGEST = Bytes.of(new byte[32]);
    private static final Bytes TOKEN = Bytes.ofHex("6061626364656667");
    private static final long BOUND_MILLIS = 60_000;

    /** What the device does to its answers, by request type: refuse, change the payload, keep silent. */
    final Map<Integer, List<Reason>> refusals = new HashMap<>();

    final Map<Integer, UnaryOperator<Bytes>> changes = new HashMap<>();
    final Map<Integer, Integer> silences = new HashMap<>();
    final List<Bytes> events = new ArrayList<>();

    /** The requests that were carried out, by type; a repeated one counts once. */
    final List<Integer> carriedOut = new ArrayList<>();

    final List<Bytes> payloads = new ArrayList<>();

    String serial = SERIAL;
    Bytes identity = new Golden().payload("identity");
    Bytes plan = Bytes.ofHex(new Golden().list("plans").get(0).string("block"));
    boolean valid = true;
    boolean knowsParts = true;
    long revision = 1;
    /** The revision under which the bank was written; a stop leaves it behind. */
    long bankRevision = 1;

    int motor = 1;
    int reason;
    long since = 1;
    long alarms;
    int battery = 1;
    long replaceBy = Instant.parse("2031-06-01T00:00:00Z").toEpochMilli();
    int source = 2;

    HostKeys.@Nullable Key key;

    String pairingCode = "31415926";

    private final LongSupplier clock;
    private final Map<Bytes, CommandRecord> records = new LinkedHashMap<>();
    private Bytes writtenBy = Bytes.of(new byte[16]);
    private @Nullable Bytes pairingInfo;
    private HostKeys.@Nullable Key offeredKey;
    private @Nullable Frame provedWith;
    private @Nullable Frame opened;
    private Bytes challengeContext = Bytes.EMPTY;
    private long challengeId = 64;
    private long nonces;
    private long sessionId;
    private Bytes context = Bytes.EMPTY;
    private long sequence;
    private @Nullable Frame lastRequest;
    private @Nullable Frame lastAnswer;
    private Bytes stagedId = Bytes.EMPTY;
    private Bytes stagedPlan = Bytes.EMPTY;
    private Bytes pendingId = Bytes.EMPTY;
    private Bytes pendingPlan = Bytes.EMPTY;
    private long pendingUntil;
    private int motorBefore;

    PageDevice(LongSupplier clock) {
        this.clock = clock;
    }

    CommandRecord record(Bytes id) {
        return Optional.ofNullable(records.get(id)).orElseThrow();
    }

    boolean isPending() {
        tick();
        return pendingId.size() > 0;
    }

    boolean hasSession() {
        return sessionId != 0;
    }

    /** A restart with its memory kept: session, staging and pending update are gone. */
    void restart() {
        sessionId = 0;
        stagedId = Bytes.EMPTY;
        endPending(4);
    }

    Optional<Frame> answer(Frame request) {
        tick();
        int left = silences.getOrDefault(request.type(), 0);
        Optional<Frame> answer = request.isSealed() ? sealed(request) : clear(request);
        if (left > 0) {
            silences.put(request.type(), left - 1);
            return Optional.empty();
        }
        return answer;
    }

    private Optional<Frame> clear(Frame request) {
        try {
            FieldReader reader = new FieldReader(request.payload());
            List<Reason> reasons = refusals.get(request.type());
            if (reasons != null) {
                return Optional.of(clearFrame(0x7F, refusal(request.type(), reasons)));
            }
            return switch (request.type()) {
                case 0x01 -> Optional.of(challenge(reader));
                case 0x03 -> Optional.of(prove(request, reader));
                case 0x10 -> Optional.of(offer(reader));
                case 0x12 -> Optional.of(paired(reader));
                default -> Optional.of(unauthenticated(request.type()));
            };
        } catch (MalformedException e) {
            throw new AssertionError("the driver sent a malformed payload", e);
        }
    }

    private Frame offer(FieldReader reader) throws MalformedException {
        Golden golden = new Golden();
        Bytes deviceKey = Bytes.ofHex(golden.part("pairing").string("deviceKey"));
        reader.u8();
        Bytes platformKey = reader.bytes(32);
        Bytes hostNonce = reader.bytes(16);
        Bytes deviceNonce = nonce();
        Bytes info = new FieldWriter()
                .label("cisterna-s2/pairing/1")
                .u8(1)
                .text(serial)
                .bytes(platformKey)
                .bytes(deviceKey)
                .bytes(hostNonce)
                .bytes(deviceNonce)
                .done();
        pairingInfo = info;
        offeredKey = new HostKeys(
                        Bytes.ofHex(golden.part("pairing").string("devicePrivateKey"))
                                .toArray(),
                        pairingCode)
                .agree(platformKey.toArray(), info.toArray());
        return changed(
                0x10,
                0x11,
                new FieldWriter().u8(1).bytes(deviceKey).bytes(deviceNonce).text(serial));
    }

    private Frame paired(FieldReader reader) throws MalformedException {
        HostKeys.Key offered = offeredKey;
        Bytes info = pairingInfo;
        if (offered == null
                || info == null
                || !Derivation.hostConfirmation(offered, info).equals(reader.bytes(16))) {
            offeredKey = null;
            return clearFrame(0x7F, refusal(0x12, List.of(new Reason(6, 0, 255, 0, 0))));
        }
        key = offered;
        Bytes transcript = Bytes.ofHex(Digest.of(info.toArray()).hex());
        Bytes confirmation = Bytes.of(offered.mac(new FieldWriter()
                        .label("cisterna-s2/pair-device/1")
                        .bytes(transcript)
                        .done()
                        .toArray()))
                .part(0, 16);
        return changed(0x12, 0x13, new FieldWriter().bytes(confirmation).bytes(Derivation.keyId(offered)));
    }

    private Frame challenge(FieldReader reader) throws MalformedException {
        reader.u8();
        Bytes hostNonce = reader.bytes(16);
        Bytes keyId = reader.bytes(8);
        Bytes deviceNonce = nonce();
        challengeId++;
        challengeContext = Derivation.sessionContext(serial, keyId, challengeId, hostNonce, deviceNonce);
        provedWith = null;
        return changed(
                0x01,
                0x02,
                new FieldWriter().u8(1).bytes(deviceNonce).u32(challengeId).text(serial));
    }

    private Frame prove(Frame request, FieldReader reader) throws MalformedException {
        Frame before = provedWith;
        Frame answer = opened;
        if (before != null && answer != null && before.whole().equals(request.whole())) {
            return answer;
        }
        HostKeys.Key paired = key;
        boolean right = reader.u32() == challengeId
                && paired != null
                && Derivation.hostProof(paired, challengeContext).equals(reader.bytes(16));
        if (!right || paired == null) {
            return unauthenticated(0x03);
        }
        sessionId = challengeId;
        context = challengeContext;
        sequence = 0;
        stagedId = Bytes.EMPTY;
        lastRequest = null;
        provedWith = request;
        Bytes proof = Bytes.of(paired.mac(new FieldWriter()
                        .label("cisterna-s2/device-proof/1")
                        .bytes(context)
                        .done()
                        .toArray()))
                .part(0, 16);
        opened = changed(0x03, 0x04, new FieldWriter().u32(sessionId).bytes(proof));
        return opened;
    }

    private Optional<Frame> sealed(Frame request) {
        HostKeys.Key paired = key;
        if (request.sessionId() != sessionId
                || paired == null
                || !Derivation.hostTag(paired, context, request.tagged()).equals(request.tag())) {
            return Optional.of(unauthenticated(request.type()));
        }
        Frame before = lastRequest;
        if (before != null && before.whole().equals(request.whole())) {
            return Optional.ofNullable(lastAnswer);
        }
        if (request.sequence() != sequence + 1) {
            return Optional.of(clearFrame(
                    0x7F, refusal(request.type(), List.of(new Reason(2, 1, 255, request.sequence(), sequence + 1)))));
        }
        sequence++;
        lastRequest = request;
        carriedOut.add(request.type());
        payloads.add(request.payload());
        List<Reason> reasons = refusals.get(request.type());
        try {
            Bytes payload = reasons == null
                    ? PageDeviceActs.carriedOut(this, request.type(), new FieldReader(request.payload()))
                    : null;
            lastAnswer = payload == null
                    ? sealedFrame(0x7F, request, refusal(request.type(), reasons == null ? List.of() : reasons), paired)
                    : sealedFrame(request.type() + 1, request, change(request.type(), payload), paired);
        } catch (PageRefusal refused) {
            lastAnswer = sealedFrame(0x7F, request, refusal(request.type(), List.of(refused.reason())), paired);
        } catch (MalformedException e) {
            throw new AssertionError("the driver sent a malformed payload", e);
        }
        if (request.type() == 0x32) {
            sessionId = 0;
        }
        return Optional.of(lastAnswer);
    }

    /** A refusal of a request. */
    static final class PageRefusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Reason reason;

        PageRefusal(int code, int field, long value, long limit) {
            super("refused " + code);
            reason = new Reason(code, field, 255, value, limit);
        }

        Reason reason() {
            return reason;
        }
    }

    long now() {
        return clock.getAsLong();
    }

    Bytes stage(Bytes id, long expected, Bytes block) throws PageRefusal {
        requireRevision(expected);
        requireIdle();
        stagedId = id;
        stagedPlan = block;
        return new FieldWriter()
                .bytes(id)
                .bytes(TOKEN)
                .u32(revision)
                .bytes(Derivation.planDigest(block))
                .u64(now() + 300_000)
                .bytes(block)
                .done();
    }

    Bytes begin(Bytes id, Bytes token, long expected, Bytes digest) throws PageRefusal {
        CommandRecord known = records.get(id);
        if (known != null) {
            if (!known.planDigest().equals(digest)) {
                throw new PageRefusal(28, 0, known.kind(), known.effect());
            }
            return begun(known);
        }
        requireIdle();
        if (!id.equals(stagedId)) {
            throw new PageRefusal(24, 0, 0, 0);
        }
        if (!token.equals(TOKEN) || !Derivation.planDigest(stagedPlan).equals(digest)) {
            throw new PageRefusal(26, 0, 0, 0);
        }
        requireRevision(expected);
        pendingId = id;
        pendingPlan = stagedPlan;
        pendingUntil = now() + BOUND_MILLIS;
        motorBefore = motor;
        stagedId = Bytes.EMPTY;
        motor = 3;
        reason = 4;
        since = now();
        return begun(put(id, 1, 1, digest));
    }

    Bytes end(Bytes id) throws PageRefusal {
        if (id.equals(pendingId)) {
            plan = pendingPlan;
            valid = true;
            writtenBy = id;
            pendingId = Bytes.EMPTY;
            revision++;
            bankRevision = revision;
            motor = 1;
            reason = 0;
            since = now();
            put(id, 1, 2, Derivation.planDigest(plan));
        }
        CommandRecord record = records.get(id);
        if (record == null) {
            throw new PageRefusal(24, 0, 0, 0);
        }
        return PageDeviceActs.bytes(record);
    }

    Bytes stop(Bytes id) throws PageRefusal {
        CommandRecord known = records.get(id);
        if (known != null && known.kind() != 2) {
            throw new PageRefusal(28, 0, known.kind(), known.effect());
        }
        if (known == null) {
            endPending(7);
            stagedId = Bytes.EMPTY;
            if (motor != 2) {
                motor = 2;
                reason = 1;
                since = now();
                revision++;
            }
            known = put(id, 2, 2, ZERO_DIGEST);
        }
        return new FieldWriter()
                .bytes(PageDeviceActs.bytes(known))
                .u8(motor)
                .u64(since)
                .done();
    }

    Bytes discard(Bytes id) {
        boolean staged = id.equals(stagedId);
        stagedId = staged ? Bytes.EMPTY : stagedId;
        int what = staged ? 1 : records.containsKey(id) ? 3 : 0;
        return new FieldWriter().u8(what).u8(motor).done();
    }

    Bytes close() {
        endPending(6);
        stagedId = Bytes.EMPTY;
        return new FieldWriter().u8(motor).done();
    }

    Optional<CommandRecord> last() {
        return records.values().stream().reduce((first, second) -> second);
    }

    Optional<CommandRecord> find(Bytes id) {
        return Optional.ofNullable(records.get(id));
    }

    long pendingUntil() {
        return pendingId.size() == 0 ? 0 : pendingUntil;
    }

    Bytes writtenBy() {
        return writtenBy;
    }

    private Bytes begun(CommandRecord record) {
        return new FieldWriter()
                .bytes(PageDeviceActs.bytes(record))
                .u64(record.effect() == 1 ? pendingUntil : 0)
                .done();
    }

    private void requireRevision(long expected) throws PageRefusal {
        if (expected != revision) {
            throw new PageRefusal(16, 3, expected, revision);
        }
    }

    private void requireIdle() throws PageRefusal {
        if (pendingId.size() > 0) {
            throw new PageRefusal(27, 0, motor, pendingUntil);
        }
    }

    private void tick() {
        if (pendingId.size() > 0 && now() >= pendingUntil) {
            endPending(3);
        }
    }

    private void endPending(int effect) {
        Bytes id = pendingId;
        if (id.size() > 0) {
            pendingId = Bytes.EMPTY;
            motor = motorBefore;
            reason = 0;
            since = now();
            put(id, 1, effect, Derivation.planDigest(pendingPlan));
        }
    }

    private CommandRecord put(Bytes id, int kind, int effect, Bytes digest) {
        CommandRecord record = new CommandRecord(id, kind, effect, Instant.ofEpochMilli(now()), revision, digest);
        records.remove(id);
        records.put(id, record);
        return record;
    }

    private Bytes nonce() {
        nonces++;
        return new FieldWriter().u64(0x3031323334353637L).u64(nonces).done();
    }

    private static Bytes refusal(int type, List<Reason> reasons) {
        FieldWriter writer = new FieldWriter().u8(type).u8(reasons.size());
        reasons.forEach(each -> writer.u16(each.code())
                .u8(each.field())
                .u8(each.index())
                .u64(each.value())
                .u64(each.limit()));
        return writer.done();
    }

    private Bytes change(int type, Bytes payload) {
        return changes.getOrDefault(type, same -> same).apply(payload);
    }

    private Frame changed(int request, int type, FieldWriter payload) {
        return clearFrame(type, change(request, payload.done()));
    }

    private static Frame unauthenticated(int type) {
        return clearFrame(0x7F, refusal(type, List.of(new Reason(1, 0, 255, 0, 0))));
    }

    private static Frame clearFrame(int type, Bytes payload) {
        return Frame.sealed(type, 0, 0, payload, tagged -> Bytes.EMPTY);
    }

    /** A frame with the tag of the open session, whatever else it says. */
    Frame tagged(int type, long session, long number, Bytes payload) {
        HostKeys.Key paired = Optional.ofNullable(key).orElseThrow();
        return Frame.sealed(type, session, number, payload, tagged -> deviceTag(paired, tagged));
    }

    private Frame sealedFrame(int type, Frame request, Bytes payload, HostKeys.Key paired) {
        return Frame.sealed(
                type, request.sessionId(), request.sequence(), payload, tagged -> deviceTag(paired, tagged));
    }

    /** The tag of a frame that the device sends; the page's formula once more. */
    private Bytes deviceTag(HostKeys.Key paired, Bytes tagged) {
        Bytes data = new FieldWriter()
                .label("cisterna-s2/tag/1")
                .u8(2)
                .bytes(context)
                .bytes(tagged)
                .done();
        return Bytes.of(paired.mac(data.toArray())).part(0, 16);
    }
}
