// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.prometra.Answer.Violation;
import org.cisterna.sim.prometra.TlvReader.Malformed;

/** Does what a request inside a session asks for, or says why not. What it changed is durable before it answers. */
final class Requests {

    private static final int TOKEN = 8;

    private final Firmware firmware;
    private final PumpState state;

    Requests(Firmware firmware) {
        this.firmware = firmware;
        this.state = firmware.state();
    }

    Answer handle(Message message, Session session) throws IOException {
        int kind = message.kind();
        Optional<Answer> wrongRole = wrongRole(kind, session.role());
        if (wrongRole.isPresent()) {
            return wrongRole.get();
        }
        TlvReader in = new TlvReader(message.fields());
        try {
            return switch (kind) {
                case Code.STAGE -> stage(in, session);
                case Code.COMMIT -> commit(in, session);
                case Code.DROP -> drop(in, session);
                case Code.HALT -> halt(in, session);
                case Code.LEAVE, Code.FORGET -> leave(kind, in, session);
                case Code.PRESS -> press(in);
                default -> read(kind, in);
            };
        } catch (Malformed e) {
            return Answer.refused(kind, Code.MALFORMED);
        }
    }

    private static Optional<Answer> wrongRole(int kind, int role) {
        boolean both = kind == Code.LEAVE || kind == Code.FORGET;
        int needed = kind == Code.PRESS ? Code.HANDSET : Code.PROGRAMMER;
        return both || role == needed
                ? Optional.empty()
                : Optional.of(Answer.refused(kind, Violation.of(Code.ROLE, Tag.ROLE, role, needed)));
    }

    private Answer read(int kind, TlvReader in) throws Malformed, IOException {
        switch (kind) {
            case Code.DESCRIBE -> {
                in.end();
                return Answer.to(kind, Reports.description(firmware.label(), state));
            }
            case Code.STATE -> {
                in.end();
                return Answer.to(kind, Reports.state(state, firmware.bad()));
            }
            case Code.STORED -> {
                in.end();
                return Answer.to(kind, Reports.stored(firmware.readBank()));
            }
            case Code.EVENTS -> {
                long from = in.uint(Tag.FROM);
                long most = in.uint(Tag.MOST);
                in.end();
                return events(from, most);
            }
            case Code.RESULT -> {
                Bytes command = in.id(Tag.COMMAND);
                in.end();
                TlvWriter out = new TlvWriter();
                state.commands.find(command).ifPresent(e -> out.group(Tag.RECORD, e.fields()));
                return Answer.to(kind, out);
            }
            default -> {
                return Answer.refused(kind, Violation.of(Code.UNSUPPORTED_KIND, Tag.KIND, kind, 0));
            }
        }
    }

    private Answer events(long from, long most) {
        if (from > state.events.next()) {
            return Answer.refused(Code.EVENTS, Violation.of(Code.OUT_OF_RANGE, Tag.FROM, from, state.events.next()));
        }
        if (most < 1 || most > Limits.MOST_EVENTS_AT_ONCE) {
            return Answer.refused(
                    Code.EVENTS,
                    Violation.of(Code.OUT_OF_RANGE, Tag.MOST, most, most < 1 ? 1 : Limits.MOST_EVENTS_AT_ONCE));
        }
        return Answer.to(Code.EVENTS, Reports.events(state.events, from, most));
    }

    private Answer stage(TlvReader in, Session session) throws Malformed {
        Programme programme = Programme.read(in.group(Tag.PROGRAMME));
        long revision = in.uint(Tag.REVISION);
        Bytes command = in.id(Tag.COMMAND);
        in.end();
        Optional<CommandLog.Entry> recorded = state.commands.find(command);
        if (recorded.isPresent()) {
            return used(Code.STAGE, recorded.get());
        }
        if (state.delivery == Code.SPENT) {
            return Answer.refused(Code.STAGE, Code.IS_SPENT);
        }
        List<Violation> violations = new ArrayList<>();
        if (revision != state.revision) {
            violations.add(wrongRevision(revision));
        }
        violations.addAll(ProgrammeRules.violations(programme, state.usableReservoir()));
        if (!violations.isEmpty()) {
            return Answer.refused(Code.STAGE, violations);
        }
        Session.Staged staged = new Session.Staged(
                command, firmware.random(TOKEN), programme, state.revision, state.at() + Limits.STAGED_MILLIS);
        session.stage(staged);
        return Answer.to(
                Code.STAGE,
                new TlvWriter()
                        .group(Tag.PROGRAMME, new TlvWriter().fields(programme.bytes()))
                        .uint(Tag.REVISION, state.revision)
                        .raw(Tag.DIGEST, programme.digest())
                        .raw(Tag.COMMAND, command)
                        .raw(Tag.TOKEN, staged.token())
                        .uint(Tag.STAGED_UNTIL, state.clock(staged.until())));
    }

    private Answer commit(TlvReader in, Session session) throws Malformed, IOException {
        long revision = in.uint(Tag.REVISION);
        Bytes digest = in.raw(Tag.DIGEST, Suite.DIGEST);
        Bytes command = in.id(Tag.COMMAND);
        Bytes token = in.raw(Tag.TOKEN, TOKEN);
        in.end();
        Optional<CommandLog.Entry> recorded = state.commands.find(command);
        if (recorded.isPresent()) {
            CommandLog.Entry entry = recorded.get();
            return entry.kind() == Code.KIND_PROGRAMME && entry.digest().equals(digest)
                    ? record(Code.COMMIT, entry)
                    : used(Code.COMMIT, entry);
        }
        Optional<Session.Staged> found = session.staged(state.at(), state.revision);
        if (found.isEmpty() || !found.get().command().equals(command)) {
            return Answer.refused(Code.COMMIT, Code.NOT_STAGED);
        }
        Session.Staged staged = found.get();
        if (!DeviceCrypto.same(staged.token(), token)) {
            return Answer.refused(Code.COMMIT, Code.WRONG_TOKEN);
        }
        if (!staged.programme().digest().equals(digest)) {
            return Answer.refused(Code.COMMIT, Code.WRONG_DIGEST);
        }
        if (revision != state.revision) {
            return Answer.refused(Code.COMMIT, wrongRevision(revision));
        }
        if (state.delivery == Code.SPENT) {
            return Answer.refused(Code.COMMIT, Code.IS_SPENT);
        }
        session.unstage();
        CommandLog.Entry entry = Therapy.apply(state, command, staged.programme());
        firmware.persist();
        return entry.effect() == Code.FAILED
                ? Answer.refused(Code.COMMIT, Code.MEMORY_FAULT)
                : record(Code.COMMIT, entry);
    }

    private Answer drop(TlvReader in, Session session) throws Malformed {
        Bytes command = in.id(Tag.COMMAND);
        in.end();
        int what = 0;
        if (state.commands.find(command).isPresent()) {
            what = 2;
        } else if (session.staged(state.at(), state.revision)
                .filter(staged -> staged.command().equals(command))
                .isPresent()) {
            session.unstage();
            what = 1;
        }
        return Answer.to(Code.DROP, new TlvWriter().uint(Tag.WHAT, what));
    }

    private Answer halt(TlvReader in, Session session) throws Malformed, IOException {
        Bytes command = in.id(Tag.COMMAND);
        in.end();
        Optional<CommandLog.Entry> recorded = state.commands.find(command);
        if (recorded.isPresent() && recorded.get().kind() != Code.KIND_HALT) {
            return used(Code.HALT, recorded.get());
        }
        CommandLog.Entry entry;
        if (recorded.isPresent()) {
            entry = recorded.get();
        } else {
            session.unstage();
            entry = Therapy.halt(state, command);
            firmware.persist();
        }
        return Answer.to(
                Code.HALT,
                new TlvWriter()
                        .uint(Tag.DELIVERY, state.delivery)
                        .uint(Tag.SINCE, state.clock(state.since))
                        .group(Tag.RECORD, entry.fields()));
    }

    private Answer press(TlvReader in) throws Malformed, IOException {
        Bytes press = in.id(Tag.COMMAND);
        in.end();
        Optional<PatientDesk.Decision> known = state.patient.find(press);
        PatientDesk.Decision decision;
        if (known.isPresent()) {
            decision = known.get();
        } else {
            decision = state.patient.press(state, press);
            firmware.persist();
        }
        return Answer.to(
                Code.PRESS,
                new TlvWriter()
                        .uint(Tag.LOCKOUT_ENDS, Reports.lockoutEnds(state))
                        .uint(Tag.GRANTED, decision.reason() == Code.GRANTED ? 1 : 0)
                        .uint(Tag.PRESS_REASON, decision.reason()));
    }

    private Answer leave(int kind, TlvReader in, Session session) throws Malformed, IOException {
        in.end();
        firmware.endSession();
        if (kind == Code.LEAVE) {
            return Answer.to(kind, new TlvWriter().uint(Tag.DELIVERY, state.delivery));
        }
        state.pairings().remove(session.keyId());
        state.event(Code.EVENT_FORGOTTEN, session.role());
        firmware.persist();
        return Answer.to(
                kind, new TlvWriter().uint(Tag.PAIRINGS, state.pairings().count()));
    }

    private static Answer record(int kind, CommandLog.Entry entry) {
        return Answer.to(kind, new TlvWriter().group(Tag.RECORD, entry.fields()));
    }

    private static Answer used(int kind, CommandLog.Entry entry) {
        return Answer.refused(kind, Violation.of(Code.COMMAND_USED, Tag.COMMAND, entry.kind(), entry.effect()));
    }

    private Violation wrongRevision(long sent) {
        return Violation.of(Code.WRONG_REVISION, Tag.REVISION, sent, state.revision);
    }
}
