// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.synchromed.Answer.Violation;
import org.cisterna.sim.synchromed.PayloadReader.Malformed;

/** Does what a request inside a session asks for, or says why not. What it changed is durable before it answers. */
final class Requests {

    private static final int ID = 16;
    private static final int TOKEN = 8;

    private final Firmware firmware;
    private final PumpState state;

    Requests(Firmware firmware) {
        this.firmware = firmware;
        this.state = firmware.state();
    }

    Answer handle(Frame frame, Session session) throws IOException {
        int type = frame.type();
        byte[] payload = frame.payload();
        PayloadReader in = new PayloadReader(payload);
        try {
            return switch (type) {
                case Code.STAGE -> stage(in, session);
                case Code.COMMIT_BEGIN -> commitBegin(in, session);
                case Code.COMMIT_END -> commitEnd(in);
                case Code.DISCARD -> discard(in, session);
                case Code.STOP -> stop(in, session);
                case Code.CLOSE, Code.UNPAIR -> leave(type, in, session);
                default -> read(type, in);
            };
        } catch (Malformed e) {
            return Answer.refused(type, Violation.of(Code.MALFORMED, Code.FIELD_NONE, e.offset(), payload.length));
        }
    }

    private Answer read(int type, PayloadReader in) throws Malformed, IOException {
        switch (type) {
            case Code.IDENTIFY -> {
                in.end();
                return Answer.to(type, Reports.identity(firmware.label(), state));
            }
            case Code.READ_STATUS -> {
                in.end();
                return Answer.to(type, Reports.status(state, firmware.bad()));
            }
            case Code.READ_BACK -> {
                in.end();
                return Answer.to(type, Reports.stored(firmware.readBank()));
            }
            case Code.READ_FUNCTIONS -> {
                in.end();
                return Answer.to(type, Reports.functions());
            }
            case Code.READ_PARTS -> {
                in.end();
                return Answer.to(type, Reports.parts(state));
            }
            case Code.READ_EVENTS -> {
                long from = in.u32();
                int most = in.u8();
                in.end();
                return events(from, most);
            }
            case Code.READ_COMMAND -> {
                Optional<CommandLog.Entry> entry = state.commands.find(in.raw(ID));
                in.end();
                PayloadWriter out = new PayloadWriter().u8(entry.isPresent() ? 1 : 0);
                entry.ifPresent(e -> e.write(out));
                return Answer.to(type, out);
            }
            default -> {
                return Answer.refused(type, Violation.of(Code.UNSUPPORTED_MESSAGE, Code.FIELD_NONE, type, 0));
            }
        }
    }

    private Answer events(long from, int most) {
        if (from > state.events.next()) {
            return Answer.refused(
                    Code.READ_EVENTS, Violation.of(Code.OUT_OF_RANGE, Code.FIELD_EVENT, from, state.events.next()));
        }
        if (most < 1 || most > Limits.MOST_EVENTS_AT_ONCE) {
            return Answer.refused(
                    Code.READ_EVENTS,
                    Violation.of(
                            Code.OUT_OF_RANGE,
                            Code.FIELD_EVENT_COUNT,
                            most,
                            most < 1 ? 1 : Limits.MOST_EVENTS_AT_ONCE));
        }
        return Answer.to(Code.READ_EVENTS, Reports.events(state.events, from, most));
    }

    private Answer stage(PayloadReader in, Session session) throws Malformed {
        Bytes commandId = in.raw(ID);
        long revision = in.u32();
        Bytes block = in.rest();
        PlanBlock plan = readBlock(block);
        Optional<Answer> refusal = unusable(Code.STAGE, commandId);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (state.pending != null) {
            return busy(Code.STAGE);
        }
        if (state.alarm(Code.ALARM_EOS)) {
            return Answer.refused(Code.STAGE, Code.IS_SPENT);
        }
        List<Violation> violations = new ArrayList<>();
        if (revision != state.revision) {
            violations.add(wrongRevision(revision));
        }
        violations.addAll(PlanRules.violations(plan, state.usableReservoir()));
        if (!violations.isEmpty()) {
            return Answer.refused(Code.STAGE, violations);
        }
        Session.Staged staged =
                new Session.Staged(commandId, firmware.random(TOKEN), block, state.at() + Limits.STAGED_MILLIS);
        session.stage(staged);
        return Answer.to(
                Code.STAGE,
                new PayloadWriter()
                        .raw(commandId)
                        .raw(staged.token())
                        .u32(state.revision)
                        .raw(plan.digest())
                        .u64(state.clock(staged.until()))
                        .raw(plan.bytes()));
    }

    /** Offsets of a malformed block are counted from the start of the payload. */
    private static PlanBlock readBlock(Bytes block) throws Malformed {
        try {
            return PlanBlock.read(block);
        } catch (Malformed e) {
            throw new Malformed(ID + Integer.BYTES + e.offset());
        }
    }

    private Answer commitBegin(PayloadReader in, Session session) throws Malformed, IOException {
        Bytes commandId = in.raw(ID);
        Bytes token = in.raw(TOKEN);
        long revision = in.u32();
        Bytes digest = in.raw(Suite.DIGEST);
        in.end();
        Optional<CommandLog.Entry> recorded = state.commands.find(commandId);
        if (recorded.isPresent()) {
            CommandLog.Entry entry = recorded.get();
            return entry.kind() == Code.KIND_PROGRAMME && entry.planDigest().equals(digest)
                    ? begun(entry)
                    : used(Code.COMMIT_BEGIN, entry);
        }
        if (state.pending != null) {
            return busy(Code.COMMIT_BEGIN);
        }
        if (state.alarm(Code.ALARM_EOS)) {
            return Answer.refused(Code.COMMIT_BEGIN, Code.IS_SPENT);
        }
        Optional<Session.Staged> found = session.staged(state.at());
        if (found.isEmpty() || !found.get().commandId().equals(commandId)) {
            return Answer.refused(Code.COMMIT_BEGIN, Code.NOT_STAGED);
        }
        Session.Staged staged = found.get();
        if (!DeviceCrypto.same(staged.token(), token)) {
            return Answer.refused(Code.COMMIT_BEGIN, Code.WRONG_TOKEN);
        }
        if (!PlanBlock.digest(staged.block()).equals(digest)) {
            return Answer.refused(Code.COMMIT_BEGIN, Code.DIGEST_MISMATCH);
        }
        if (revision != state.revision) {
            return Answer.refused(Code.COMMIT_BEGIN, wrongRevision(revision));
        }
        session.unstage();
        Therapy.begin(state, commandId, staged.block());
        firmware.persist();
        return begun(state.commands.find(commandId).orElseThrow());
    }

    private Answer begun(CommandLog.Entry entry) {
        PayloadWriter out = new PayloadWriter();
        entry.write(out);
        return Answer.to(Code.COMMIT_BEGIN, out.u64(entry.effect() == Code.PENDING ? deadline() : 0));
    }

    /** The clock at which a pending update is given up; 0 when none is pending. */
    private long deadline() {
        PumpState.Pending pending = state.pending;
        return pending == null ? 0 : state.clock(pending.deadline());
    }

    private Answer commitEnd(PayloadReader in) throws Malformed, IOException {
        Bytes commandId = in.raw(ID);
        in.end();
        Optional<CommandLog.Entry> recorded = state.commands.find(commandId);
        if (recorded.isEmpty()) {
            return Answer.refused(Code.COMMIT_END, Code.NOT_STAGED);
        }
        if (recorded.get().kind() != Code.KIND_PROGRAMME) {
            return used(Code.COMMIT_END, recorded.get());
        }
        if (state.pending != null && state.pending.commandId().equals(commandId)) {
            boolean done = Therapy.complete(state);
            firmware.persist();
            if (!done) {
                return Answer.refused(Code.COMMIT_END, Code.MEMORY_FAULT);
            }
        }
        PayloadWriter out = new PayloadWriter();
        state.commands.find(commandId).orElseThrow().write(out);
        return Answer.to(Code.COMMIT_END, out);
    }

    private Answer discard(PayloadReader in, Session session) throws Malformed, IOException {
        Bytes commandId = in.raw(ID);
        in.end();
        int what = 0;
        if (state.pending != null && state.pending.commandId().equals(commandId)) {
            Therapy.giveUp(state, Code.DISCARDED);
            firmware.persist();
            what = 2;
        } else if (state.commands.find(commandId).isPresent()) {
            what = 3;
        } else if (session.staged(state.at())
                .filter(staged -> staged.commandId().equals(commandId))
                .isPresent()) {
            session.unstage();
            what = 1;
        }
        return Answer.to(Code.DISCARD, new PayloadWriter().u8(what).u8(state.motorState));
    }

    private Answer stop(PayloadReader in, Session session) throws Malformed, IOException {
        Bytes commandId = in.raw(ID);
        in.end();
        Optional<CommandLog.Entry> recorded = state.commands.find(commandId);
        if (recorded.isPresent() && recorded.get().kind() != Code.KIND_STOP) {
            return used(Code.STOP, recorded.get());
        }
        if (commandId.isZero()) {
            return noId(Code.STOP);
        }
        CommandLog.Entry entry;
        if (recorded.isPresent()) {
            entry = recorded.get();
        } else {
            session.unstage();
            entry = Therapy.stop(state, commandId);
            firmware.persist();
        }
        PayloadWriter out = new PayloadWriter();
        entry.write(out);
        return Answer.to(Code.STOP, out.u8(state.motorState).u64(state.clock(state.since)));
    }

    /** CLOSE and UNPAIR: whoever leaves undoes an update that was begun. */
    private Answer leave(int type, PayloadReader in, Session session) throws Malformed, IOException {
        in.end();
        boolean undo = state.pending != null;
        if (undo) {
            Therapy.giveUp(state, Code.DISCARDED);
        }
        firmware.endSession();
        int alarms = state.alarms;
        boolean noticed = state.noticed;
        state.interrogated();
        if (type == Code.UNPAIR) {
            state.pairings().remove(session.keyId());
            state.events.add(
                    state.clock(),
                    Code.EVENT_UNPAIRED,
                    new PayloadWriter()
                            .raw(session.keyId())
                            .u64(state.pairings().count())
                            .bytes());
        }
        if (undo || type == Code.UNPAIR || alarms != state.alarms || noticed != state.noticed) {
            firmware.persist();
        }
        return Answer.to(
                type,
                new PayloadWriter().u8(type == Code.UNPAIR ? state.pairings().count() : state.motorState));
    }

    private Optional<Answer> unusable(int type, Bytes commandId) {
        if (commandId.isZero()) {
            return Optional.of(noId(type));
        }
        return state.commands.find(commandId).map(entry -> used(type, entry));
    }

    private static Answer noId(int type) {
        return Answer.refused(type, Violation.of(Code.OUT_OF_RANGE, Code.FIELD_COMMAND, 0, 1));
    }

    private static Answer used(int type, CommandLog.Entry entry) {
        return Answer.refused(type, Violation.of(Code.COMMAND_ID_USED, Code.FIELD_NONE, entry.kind(), entry.effect()));
    }

    private Answer busy(int type) {
        return Answer.refused(type, Violation.of(Code.BUSY, Code.FIELD_NONE, state.motorState, deadline()));
    }

    private Violation wrongRevision(long sent) {
        return Violation.of(Code.WRONG_REVISION, Code.FIELD_REVISION, sent, state.revision);
    }
}
