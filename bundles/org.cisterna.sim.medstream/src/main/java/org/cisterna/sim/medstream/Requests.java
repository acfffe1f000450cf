// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.medstream.Answer.Violation;
import org.cisterna.sim.medstream.Code.Delivery;
import org.cisterna.sim.medstream.Code.Event;
import org.cisterna.sim.medstream.Code.Why;
import org.cisterna.sim.medstream.CommandLog.Effect;
import org.cisterna.sim.medstream.CommandLog.Kind;
import org.cisterna.sim.medstream.FieldReader.Malformed;

/** Does what a request inside a session asks for, or says why not. What it changed is durable before it answers. */
final class Requests {

    /** Those of a programmer alone; section 5 of the protocol page. */
    private static final Set<String> PROGRAMMERS =
            Set.of("STORED", "STAGE", "COMMIT", "DROP", "HALT", "EVENTS", "RESULT");

    /** Every kind that is sealed. */
    static final Set<String> KINDS = Set.of(
            "DESCRIBE",
            "STATE",
            "MEASURE",
            "STORED",
            "STAGE",
            "COMMIT",
            "DROP",
            "HALT",
            "EVENTS",
            "RESULT",
            "LEAVE",
            "FORGET",
            "CALIBRATE");

    private final Firmware firmware;
    private final PumpState state;

    Requests(Firmware firmware) {
        this.firmware = firmware;
        this.state = firmware.state();
    }

    Answer handle(Message message, Session session) throws IOException {
        String kind = message.kind();
        Optional<Answer> wrongRole = wrongRole(kind, session.role());
        if (wrongRole.isPresent()) {
            return wrongRole.get();
        }
        FieldReader in = new FieldReader(message.fields());
        try {
            return switch (kind) {
                case "STAGE" -> stage(in, session);
                case "COMMIT" -> commit(in, session);
                case "DROP" -> drop(in, session);
                case "HALT" -> halt(in, session);
                case "MEASURE" -> measure(in);
                case "CALIBRATE" -> calibrate(in);
                case "LEAVE", "FORGET" -> leave(kind, in, session);
                default -> read(kind, in);
            };
        } catch (Malformed e) {
            return Answer.refused(kind, Why.MALFORMED);
        }
    }

    private static Optional<Answer> wrongRole(String kind, int role) {
        boolean wrong = role == Code.PROGRAMMER ? kind.equals("CALIBRATE") : PROGRAMMERS.contains(kind);
        int needed = role == Code.PROGRAMMER ? Code.UNIT : Code.PROGRAMMER;
        return wrong
                ? Optional.of(Answer.refused(kind, Violation.of(Why.ROLE, "role", role, needed)))
                : Optional.empty();
    }

    private Answer read(String kind, FieldReader in) throws Malformed, IOException {
        switch (kind) {
            case "DESCRIBE" -> {
                in.end();
                return Answer.to(kind, Reports.description(firmware.label(), state));
            }
            case "STATE" -> {
                in.end();
                return Answer.to(kind, Reports.state(state, firmware.bad()));
            }
            case "STORED" -> {
                in.end();
                return Answer.to(kind, Reports.stored(firmware.readBank()));
            }
            case "EVENTS" -> {
                long from = in.number("from");
                long most = in.number("most");
                in.end();
                return events(from, most);
            }
            case "RESULT" -> {
                Bytes command = in.id("command");
                in.end();
                return record(kind, state.commands.find(command));
            }
            default -> {
                return Answer.refused(kind, Violation.of(Why.UNSUPPORTED_KIND, "kind", 0, 0));
            }
        }
    }

    private Answer events(long from, long most) {
        if (from > state.events.next()) {
            return Answer.refused("EVENTS", Violation.of(Why.OUT_OF_RANGE, "from", from, state.events.next()));
        }
        if (most < 1 || most > Limits.MOST_EVENTS_AT_ONCE) {
            return Answer.refused(
                    "EVENTS", Violation.of(Why.OUT_OF_RANGE, "most", most, most < 1 ? 1 : Limits.MOST_EVENTS_AT_ONCE));
        }
        return Answer.to("EVENTS", state.events.from(from, most));
    }

    private Answer measure(FieldReader in) throws Malformed, IOException {
        in.end();
        state.measure();
        firmware.persist();
        return Answer.to("MEASURE", Reports.measured(state));
    }

    private Answer calibrate(FieldReader in) throws Malformed, IOException {
        long volume = in.number("volume");
        in.end();
        if (volume > state.usableReservoir()) {
            return Answer.refused(
                    "CALIBRATE", Violation.of(Why.OUT_OF_RANGE, "volume", volume, state.usableReservoir()));
        }
        Calibration.to(state, volume);
        firmware.persist();
        return Answer.to("CALIBRATE", Reports.measured(state));
    }

    private Answer stage(FieldReader in, Session session) throws Malformed {
        Bytes command = in.id("command");
        long revision = in.number("revision");
        Programme programme = Programme.take(in);
        in.end();
        if (state.commands.find(command).isPresent()) {
            return used("STAGE");
        }
        if (state.delivery == Delivery.SPENT) {
            return Answer.refused("STAGE", Why.SPENT);
        }
        List<Violation> violations = new ArrayList<>();
        if (revision != state.revision) {
            violations.add(wrongRevision(revision));
        }
        violations.addAll(ProgrammeRules.violations(programme, state.usableReservoir()));
        if (!violations.isEmpty()) {
            return Answer.refused("STAGE", violations);
        }
        Session.Staged staged = new Session.Staged(
                command, firmware.random(Suite.TOKEN), programme, state.revision, state.at() + Limits.STAGED_MILLIS);
        session.stage(staged);
        return Answer.to(
                "STAGE",
                new Fields()
                        .hex("command", command)
                        .number("revision", state.revision)
                        .all(programme.text())
                        .hex("digest", programme.digest())
                        .hex("token", staged.token())
                        .number("until", state.clock(staged.until())));
    }

    private Answer commit(FieldReader in, Session session) throws Malformed, IOException {
        Bytes command = in.id("command");
        long revision = in.number("revision");
        Bytes digest = in.hex("digest", Suite.DIGEST);
        Bytes token = in.hex("token", Suite.TOKEN);
        in.end();
        Optional<CommandLog.Entry> recorded = state.commands.find(command);
        if (recorded.isPresent()) {
            CommandLog.Entry entry = recorded.get();
            return entry.kind() == Kind.PROGRAMME && entry.digest().equals(digest)
                    ? record("COMMIT", recorded)
                    : used("COMMIT");
        }
        Optional<Session.Staged> found = session.staged(state.at(), state.revision);
        if (found.isEmpty() || !found.get().command().equals(command)) {
            return Answer.refused("COMMIT", Why.NOT_STAGED);
        }
        Session.Staged staged = found.get();
        if (!DeviceCrypto.same(staged.token(), token)) {
            return Answer.refused("COMMIT", Why.WRONG_TOKEN);
        }
        if (!staged.programme().digest().equals(digest)) {
            return Answer.refused("COMMIT", Why.WRONG_DIGEST);
        }
        if (revision != state.revision) {
            return Answer.refused("COMMIT", wrongRevision(revision));
        }
        if (state.delivery == Delivery.SPENT) {
            return Answer.refused("COMMIT", Why.SPENT);
        }
        session.unstage();
        CommandLog.Entry entry = Therapy.apply(state, command, staged.programme());
        firmware.persist();
        return entry.effect() == Effect.FAILED
                ? Answer.refused("COMMIT", Why.MEMORY_FAULT)
                : record("COMMIT", Optional.of(entry));
    }

    private Answer drop(FieldReader in, Session session) throws Malformed {
        Bytes command = in.id("command");
        in.end();
        String what = "NOTHING";
        if (state.commands.find(command).isPresent()) {
            what = "DECIDED";
        } else if (session.staged(state.at(), state.revision)
                .filter(staged -> staged.command().equals(command))
                .isPresent()) {
            session.unstage();
            what = "STAGED";
        }
        return Answer.to("DROP", new Fields().put("what", what));
    }

    private Answer halt(FieldReader in, Session session) throws Malformed, IOException {
        Bytes command = in.id("command");
        in.end();
        Optional<CommandLog.Entry> recorded = state.commands.find(command);
        if (recorded.isPresent() && recorded.get().kind() != Kind.HALT) {
            return used("HALT");
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
                "HALT",
                new Fields()
                        .code("delivery", state.delivery)
                        .number("since", state.clock(state.since))
                        .put("record", entry.form()));
    }

    private Answer leave(String kind, FieldReader in, Session session) throws Malformed, IOException {
        in.end();
        firmware.endSession();
        if (kind.equals("LEAVE")) {
            return Answer.to(kind, new Fields().code("delivery", state.delivery));
        }
        state.pairings().remove(session.keyId());
        state.event(Event.FORGOTTEN, session.role());
        firmware.persist();
        return Answer.to(kind, new Fields().number("pairings", state.pairings().count()));
    }

    private static Answer record(String kind, Optional<CommandLog.Entry> entry) {
        return Answer.to(
                kind,
                new Fields().put("record", entry.map(CommandLog.Entry::form).orElse(Fields.NOTHING)));
    }

    private static Answer used(String kind) {
        return Answer.refused(kind, Violation.of(Why.COMMAND_USED, "command", 0, 0));
    }

    private Violation wrongRevision(long sent) {
        return Violation.of(Why.WRONG_REVISION, "revision", sent, state.revision);
    }
}
